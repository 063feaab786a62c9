package mail

import (
	"context"
	"fmt"
)

// Check reaches the server and signs in, without handing over anything.
func (s *Sender) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.server.Timeout)
	defer cancel()
	connection, err := s.connect(ctx)
	if err != nil {
		return fmt.Errorf("reach mail server: %w", err)
	}
	defer connection.Close()
	_ = connection.Quit() // it has answered, whatever follows
	return nil
}
