"""Ring 1: a page's rendered Markdown → what it says, section by section."""
