package store

import (
	"context"
	"time"

	"gorm.io/gorm/logger"
)

// watch hands every statement to a test that counts them. GORM calls it a logger.
type watch struct {
	logger.Interface
	see func(ctx context.Context, statement string)
}

func watching(config Config) logger.Interface {
	if config.Watch == nil {
		return logger.Discard
	}
	return watch{logger.Discard, config.Watch}
}

// LogMode implements logger.Interface.
func (w watch) LogMode(logger.LogLevel) logger.Interface { return w }

// Trace implements logger.Interface.
func (w watch) Trace(ctx context.Context, _ time.Time, statement func() (string, int64), _ error) {
	sql, _ := statement()
	w.see(ctx, sql)
}
