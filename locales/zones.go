package locales

import (
	"context"
	"strings"
	"time"
)

// cityKey names the zones whose city is not spelled in both languages as in the IANA name; the
// other cities are read from that name.
func cityKey(zone string) string {
	switch zone {
	case "America/Bogota":
		return "zones.bogota"
	case "America/Mexico_City":
		return "zones.mexico_city"
	case "America/Montreal":
		return "zones.montreal"
	case "America/Sao_Paulo":
		return "zones.sao_paulo"
	case "Africa/Algiers":
		return "zones.algiers"
	case "Africa/Cairo":
		return "zones.cairo"
	case "Africa/Johannesburg":
		return "zones.johannesburg"
	case "Asia/Beirut":
		return "zones.beirut"
	case "Asia/Calcutta", "Asia/Kolkata":
		return "zones.kolkata"
	case "Asia/Dubai":
		return "zones.dubai"
	case "Asia/Ho_Chi_Minh", "Asia/Saigon":
		return "zones.ho_chi_minh"
	case "Asia/Jerusalem":
		return "zones.jerusalem"
	case "Asia/Kathmandu", "Asia/Katmandu":
		return "zones.kathmandu"
	case "Asia/Seoul":
		return "zones.seoul"
	case "Asia/Singapore":
		return "zones.singapore"
	case "Asia/Tokyo":
		return "zones.tokyo"
	case "Atlantic/Canary":
		return "zones.canary"
	default:
		return cityKeyOfEurope(zone)
	}
}

func cityKeyOfEurope(zone string) string {
	switch zone {
	case "Europe/Athens":
		return "zones.athens"
	case "Europe/Brussels":
		return "zones.brussels"
	case "Europe/Bucharest":
		return "zones.bucharest"
	case "Europe/Copenhagen":
		return "zones.copenhagen"
	case "Europe/Kiev", "Europe/Kyiv":
		return "zones.kyiv"
	case "Europe/Lisbon":
		return "zones.lisbon"
	case "Europe/London":
		return "zones.london"
	case "Europe/Moscow":
		return "zones.moscow"
	case "Europe/Rome":
		return "zones.rome"
	case "Europe/Vienna":
		return "zones.vienna"
	case "Europe/Warsaw":
		return "zones.warsaw"
	case "Europe/Zurich":
		return "zones.zurich"
	case "UTC", "Etc/UTC", "":
		return "zones.utc"
	default:
		return ""
	}
}

// City names a time zone as people do, by its city: Europe/Paris is Paris.
func City(ctx context.Context, zone string) string {
	if key := cityKey(zone); key != "" {
		return T(ctx, key)
	}
	city := zone[strings.LastIndex(zone, "/")+1:]
	return strings.ReplaceAll(city, "_", " ")
}

// Difference tells how far the clocks of a zone are from the reader's at that moment: 6 hours
// ahead, 30 minutes behind, same time.
func Difference(ctx context.Context, other *time.Location, at time.Time) string {
	_, mine := at.In(Zone(ctx)).Zone()
	_, theirs := at.In(other).Zone()
	gap := time.Duration(theirs-mine) * time.Second
	switch {
	case gap == 0:
		return T(ctx, "zones.same_time")
	case gap > 0:
		return T(ctx, "zones.ahead", "duration", Duration(ctx, gap))
	default:
		return T(ctx, "zones.behind", "duration", Duration(ctx, -gap))
	}
}
