"""What programs, agencies and services give away: feeds, exports, bundles, letters."""
