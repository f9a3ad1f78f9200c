"""May we? A pure answer, from law as data: no database, no network, no clock."""
