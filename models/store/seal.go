package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"

	"entrevue/models"
)

// Keyring seals what must not be read from a stolen database file: AES-256-GCM with a random nonce,
// the key's id in front, and table, row and column as additional data, so that a sealed value
// copied to another place does not open.
type Keyring struct{ keys []key }

type key struct {
	id   [4]byte
	aead cipher.AEAD
}

// ErrKey means that no key of the ring opens a sealed value: the operator must bring back the
// former key, or people connect again. Nothing is overwritten.
var ErrKey = errors.New("sealed with an unknown key")

// minSecret is the least number of characters of a key as the operator writes it.
const minSecret = 32

// NewKeyring makes a ring of the operator's secrets, each at least 32 characters. The first seals,
// all open: to rotate, put the new one in front.
func NewKeyring(secrets ...string) (*Keyring, error) {
	ring := &Keyring{}
	for _, secret := range secrets {
		if len(secret) < minSecret {
			return nil, fmt.Errorf("a key needs at least %d characters", minSecret)
		}
		derived, err := hkdf.Key(sha256.New, []byte(secret), nil, "entrevue sealing", 32)
		if err != nil {
			return nil, err
		}
		block, err := aes.NewCipher(derived)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(derived)
		ring.keys = append(ring.keys, key{id: [4]byte(sum[:4]), aead: aead})
	}
	if len(ring.keys) == 0 {
		return nil, errors.New("a keyring needs a key")
	}
	return ring, nil
}

func place(table string, id int64, column string) []byte {
	return fmt.Appendf(nil, "%s:%d:%s", table, id, column)
}

// Seal closes plain for one place of the database. Nothing stays nothing.
func (k *Keyring) Seal(plain []byte, table string, id int64, column string) []byte {
	if len(plain) == 0 {
		return nil
	}
	first := k.keys[0]
	return first.aead.Seal(first.id[:], nil, plain, place(table, id, column))
}

// Open is the reverse of Seal. It answers ErrKey when no key fits.
func (k *Keyring) Open(sealed []byte, table string, id int64, column string) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	for _, key := range k.keys {
		if len(sealed) > len(key.id) && [4]byte(sealed[:4]) == key.id {
			plain, err := key.aead.Open(nil, nil, sealed[4:], place(table, id, column))
			if err != nil {
				return nil, fmt.Errorf("open %s %d %s: %w", table, id, column, err)
			}
			return plain, nil
		}
	}
	return nil, fmt.Errorf("open %s %d %s: %w", table, id, column, ErrKey)
}

func (k *Keyring) sealSecret(secret models.Secret, table string, id int64, column string) []byte {
	return k.Seal([]byte(secret.Reveal()), table, id, column)
}

func (k *Keyring) openSecret(sealed []byte, table string, id int64, column string) (models.Secret, error) {
	plain, err := k.Open(sealed, table, id, column)
	return models.NewSecret(string(plain)), err
}
