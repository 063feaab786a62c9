package store

import (
	"context"
	"fmt"
	"time"

	"entrevue/models"
)

// SpendCalls reserves calls to Cronofy for this process. Each costs a span of time; what all
// processes together have spent may run ahead of the clock by at most ahead. Beyond that the
// answer is *models.Limited and nothing is reserved.
func (s *Store) SpendCalls(ctx context.Context, cost, ahead time.Duration) error {
	now := s.Now().UnixMicro()
	done := s.write(ctx).Exec(`update call_budgets
		set spent_until = case when spent_until > @now then spent_until else @now end + @cost
		where name = 'cronofy' and case when spent_until > @now then spent_until else @now end + @cost <= @most`,
		map[string]any{"now": now, "cost": cost.Microseconds(), "most": now + ahead.Microseconds()})
	if done.Error != nil {
		return fmt.Errorf("reserve calls: %w", done.Error)
	}
	if done.RowsAffected == 1 {
		return nil
	}
	var until int64
	if err := s.write(ctx).Raw("select spent_until from call_budgets where name = 'cronofy'").Scan(&until).Error; err != nil {
		return fmt.Errorf("reserve calls: %w", err)
	}
	wait := time.Duration(until-now)*time.Microsecond + cost - ahead
	return &models.Limited{RetryAfter: max(wait, time.Millisecond)}
}
