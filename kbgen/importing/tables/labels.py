"""Words that label parts of pages which are not content.

All entries are compared by `blocks.fold`: case, hamza, digits and marks do not matter.
"""

from kbgen.importing.tables.joined import joined

CONTENTS = joined(lambda table: table.labels.contents)
SURE_CONTENTS = joined(lambda table: table.labels.sure_contents)
RELATED = joined(lambda table: table.labels.related)
VIDEO_OF_DAY = joined(lambda table: table.labels.video_of_day)
VIDEO = joined(lambda table: table.labels.video)
ADVERT = joined(lambda table: table.labels.advert)
AMBIGUOUS_ADVERT = joined(lambda table: table.labels.ambiguous_advert)
SUBSCRIBE = joined(lambda table: table.labels.subscribe)
NAVIGATION = joined(lambda table: table.labels.navigation)
SURE_NAVIGATION = joined(lambda table: table.labels.sure_navigation)
ANONYMOUS = joined(lambda table: table.labels.anonymous)
NETWORKS = joined(lambda table: table.labels.networks)
SHARING = joined(lambda table: table.labels.sharing)
FILLERS = joined(lambda table: table.labels.fillers)
HOMES = joined(lambda table: table.labels.homes)
AUTHOR_BIO = joined(lambda table: table.labels.author_bio)
