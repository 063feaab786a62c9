package handlerstest

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"time"

	"entrevue/models/store/storetest"
)

// Keep remembers the world as it is now. What it returns brings the application, the world outside and
// the clock back to this moment, as often as it is called: a test that needs the same company many times
// founds it once. Not for a live world.
func (w *World) Keep() (again func()) {
	w.t.Helper()
	w.stop()
	at, application := w.Now(), storetest.Copy(owner{w.t, w}, w.config.DatabaseURL)
	outside := filepath.Join(w.dir, "kept.db")
	w.inMemory("vacuum into '" + outside + "'")
	w.begin()
	return func() {
		w.t.Helper()
		w.stop()
		w.log.forget()
		w.counts.take()
		storetest.Restore(w.t, w.config.DatabaseURL, application)
		w.restoreOutside(outside)
		w.clock.set(at)
		w.begin()
	}
}

// stop ends the application; the door stays open for the next one.
func (w *World) stop() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	w.must(w.App.Stop(ctx))
	w.must(w.door.SetDeadline(time.Time{}))
}

// restoreOutside brings back all tables of the sandbox's memory in one transaction.
func (w *World) restoreOutside(kept string) {
	w.t.Helper()
	var tables []string
	w.memory(func(db *sql.DB) error {
		rows, err := db.Query("select name from sqlite_master where type = 'table'")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			tables = append(tables, name)
		}
		return rows.Err()
	})
	restore := []string{"attach '" + kept + "' as kept", "begin immediate"}
	for _, table := range tables {
		restore = append(restore, "delete from main."+table, "insert into main."+table+" select * from kept."+table)
	}
	w.inMemory(strings.Join(append(restore, "commit"), ";"))
}

func (w *World) inMemory(statements string) {
	w.t.Helper()
	w.memory(func(db *sql.DB) error {
		_, err := db.Exec(statements)
		return err
	})
}

// memory opens the file of the sandbox beside the sandbox.
func (w *World) memory(do func(*sql.DB) error) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(w.dir, "sandbox.db")+"?_busy_timeout=5000")
	w.must(err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	w.must(do(db))
}
