package handlers

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"entrevue/models/connecting"
)

// hookLimit bounds what a callback may bring, in bytes. Real ones have a few hundred.
const hookLimit = 256 << 10

// hearLink takes a callback about a link.
func (s *Server) hearLink(ctx context.Context, callback connecting.Callback) error {
	return s.Scheduler.Receive(ctx, callback.Secret, callback.Signature, callback.Raw)
}

// receive hands a callback of Cronofy on as it came: its signature is over the raw bytes.
func (s *Server) receive(take func(context.Context, connecting.Callback) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		raw, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, hookLimit))
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return err
		}
		if err != nil {
			return echo.ErrBadRequest
		}
		err = take(c.Request().Context(), connecting.Callback{Secret: c.Param("secret"),
			Signature: c.Request().Header.Get(connecting.SignatureHeader), Raw: raw})
		if err != nil {
			return err
		}
		return c.NoContent(http.StatusNoContent)
	}
}
