package locales

// ZoneRegion is a part of the world and the time zones people choose from in it.
type ZoneRegion struct {
	Key   string // of its name
	Zones []string
}

// ZoneRegions are the zones to choose from, one per clock and well-known city. Any other IANA zone
// is understood as well; it is only not offered.
var ZoneRegions = []ZoneRegion{
	{Key: "zones.region.europe", Zones: []string{
		"Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels",
		"Europe/Bucharest", "Europe/Budapest", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki",
		"Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Luxembourg",
		"Europe/Madrid", "Europe/Malta", "Europe/Moscow", "Europe/Oslo", "Europe/Paris", "Europe/Prague",
		"Europe/Riga", "Europe/Rome", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn",
		"Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw", "Europe/Zurich", "Atlantic/Reykjavik",
		"Atlantic/Azores", "Atlantic/Canary"}},
	{Key: "zones.region.america", Zones: []string{
		"America/Anchorage", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Caracas",
		"America/Chicago", "America/Denver", "America/Halifax", "America/Lima", "America/Los_Angeles",
		"America/Mexico_City", "America/Montevideo", "America/Montreal", "America/New_York",
		"America/Panama", "America/Phoenix", "America/Santiago", "America/Sao_Paulo",
		"America/St_Johns", "America/Toronto", "America/Vancouver", "America/Winnipeg",
		"America/Cayenne", "America/Guadeloupe", "America/Martinique", "America/Miquelon",
		"Pacific/Honolulu"}},
	{Key: "zones.region.africa", Zones: []string{
		"Africa/Abidjan", "Africa/Accra", "Africa/Addis_Ababa", "Africa/Algiers", "Africa/Cairo",
		"Africa/Casablanca", "Africa/Dakar", "Africa/Johannesburg", "Africa/Kinshasa", "Africa/Lagos",
		"Africa/Nairobi", "Africa/Tunis", "Indian/Antananarivo", "Indian/Mauritius", "Indian/Mayotte",
		"Indian/Reunion"}},
	{Key: "zones.region.asia", Zones: []string{
		"Asia/Almaty", "Asia/Baghdad", "Asia/Baku", "Asia/Bangkok", "Asia/Beirut", "Asia/Colombo",
		"Asia/Dhaka", "Asia/Dubai", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong", "Asia/Jakarta",
		"Asia/Jerusalem", "Asia/Kabul", "Asia/Karachi", "Asia/Kathmandu", "Asia/Kolkata",
		"Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Qatar", "Asia/Riyadh", "Asia/Seoul", "Asia/Shanghai",
		"Asia/Singapore", "Asia/Taipei", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Tehran", "Asia/Tokyo",
		"Asia/Yerevan"}},
	{Key: "zones.region.oceania", Zones: []string{
		"Australia/Adelaide", "Australia/Brisbane", "Australia/Darwin", "Australia/Melbourne",
		"Australia/Perth", "Australia/Sydney", "Pacific/Auckland", "Pacific/Fiji", "Pacific/Guam",
		"Pacific/Noumea", "Pacific/Tahiti"}},
	{Key: "zones.region.other", Zones: []string{"Etc/UTC"}},
}
