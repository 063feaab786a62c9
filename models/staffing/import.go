package staffing

import (
	"context"

	"entrevue/models"
	"entrevue/models/jobs"
	"entrevue/models/store"
)

// Import does what Plan has shown: all lines, or none when one is wrong (*models.Invalid about the
// field "file"). The same requestID imports once only. It returns how many people were added or
// changed. Invitations follow in the background.
func (r *Registrar) Import(ctx context.Context, by models.Actor, requestID string, content []byte) (int, error) {
	_, rows, err := readTable(content)
	if err != nil {
		return 0, err
	}
	done, err := r.once(ctx, by, requestID, func(ctx context.Context, tx *store.Store) (int64, error) {
		p, err := plan(ctx, &tx.Reads, rows)
		if err != nil {
			return 0, err
		}
		if wrong := p.Count(LineWrong); wrong > 0 {
			return 0, models.InvalidField("file", "employees.import.wrong", "lines", wrong)
		}
		if err := r.carryOut(ctx, tx, by, p); err != nil {
			return 0, err
		}
		return int64(p.Count(LineAdds) + p.Count(LineChanges)), nil
	})
	return int(done), err
}

func (r *Registrar) carryOut(ctx context.Context, tx *store.Store, by models.Actor, p Plan) error {
	added := jobs.InviteEmployees{By: by.ID}
	for _, line := range p.Lines {
		switch line.Outcome {
		case LineAdds:
			employee := line.Entry.onto(models.Employee{})
			if err := tx.CreateEmployee(ctx, &employee); err != nil {
				return err
			}
			if err := tx.Note(ctx, by, about(employee), "activity.employee.added", named(employee)); err != nil {
				return err
			}
			if added.From == 0 {
				added.From = employee.ID
			}
			added.To = employee.ID
		case LineChanges:
			after := line.Entry.onto(line.before)
			if err := r.renew(ctx, tx, line.before, after); err != nil {
				return err
			}
			if err := save(ctx, tx, by, after, "activity.employee.updated"); err != nil {
				return err
			}
		}
	}
	if added.From == 0 {
		return nil
	}
	return r.Queue.Enqueue(ctx, tx, added)
}
