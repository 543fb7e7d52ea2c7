"""What is found at an address of the web, be it a page, a feed, a sitemap or an interface."""
