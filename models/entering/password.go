package entering

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"entrevue/models"
)

// careful follows OWASP's password storage advice: 19 MiB, two passes, one lane.
var careful = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// quick is for tests, which sign in all the time.
var quick = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

func (d *Doorkeeper) params() *argon2id.Params {
	if d.Quick {
		return quick
	}
	return careful
}

// hashing bounds how many passwords are worked on at once: each takes 19 MiB.
var hashing = make(chan struct{}, 4)

func (d *Doorkeeper) hash(ctx context.Context, password string) (string, error) {
	release, err := hashSlot(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	hashed, err := argon2id.CreateHash(password, d.params())
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hashed, nil
}

// nobody is the hash of a random password that nobody has, made with careful: unknown people are compared
// with it, so that they take as long as others, also the first of them.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$5Oje7DOBPnQV+jL+EOwMgA$eNf+aNkYADiXdc11BkyK3PnD/URHSio4n0/jXwlVmOQ"

// matches compares with the hash of nobody when there is none, and is false then.
func (d *Doorkeeper) matches(ctx context.Context, password, hashed string) (bool, error) {
	release, err := hashSlot(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	right, err := argon2id.ComparePasswordAndHash(shortest(password), cmp.Or(hashed, nobody))
	if err != nil {
		return false, fmt.Errorf("compare a password: %w", err)
	}
	return right && hashed != "", nil
}

func hashSlot(ctx context.Context) (release func(), err error) {
	select {
	case hashing <- struct{}{}:
		return func() { <-hashing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// shortest cuts what is longer than any password, so that nobody makes us hash a megabyte.
func shortest(password string) string {
	return password[:min(len(password), 4*models.MaxPassword)]
}

// common are passwords that reach the least length and are tried first by everybody.
var common = map[string]bool{
	"123456789012": true, "password1234": true, "password12345": true, "passwordpassword": true,
	"qwertyuiop12": true, "qwertyuiop123": true, "administrator": true, "motdepasse123": true,
	"motdepasse1234": true, "azertyuiop12": true, "azertyuiop123": true, "1234567890123": true,
	"iloveyou1234": true, "letmein12345": true, "welcome12345": true, "changeme1234": true,
	"entrevue1234": true, "entrevueentrevue": true,
}

// checkPassword notes what is wrong with a new password. Length is what counts; the own address or
// one character again and again are no passwords.
func checkPassword(invalid *models.Invalid, field, password, email string) {
	lower := strings.ToLower(password)
	switch {
	case password == "":
		invalid.Add(field, "problem.required")
	case !utf8.ValidString(password):
		invalid.Add(field, "problem.characters")
	case utf8.RuneCountInString(password) < models.MinPassword:
		invalid.Add(field, "problem.password_short", "shortest", models.MinPassword)
	case utf8.RuneCountInString(password) > models.MaxPassword:
		invalid.Add(field, "problem.too_long", "longest", models.MaxPassword)
	case common[lower] || lower == email || strings.Count(lower, lower[:1]) == len(lower):
		invalid.Add(field, "problem.password_common")
	}
}
