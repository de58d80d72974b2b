"""Everything that is published beside the pages: answers, search, sitemaps, feeds, assets …"""
