# The administrator’s page on how the service is. `health-PART-FOUND` says what was found, `…-mend` what to do about it. $took: how
# long an answer took. $when: day and time. $count: how many, or seconds.
health-title = Health
health-launch = Launch
health-launch-good = A campaign can be launched now.
health-launch-look = A campaign can be launched, but not everything is as usual: see below.
health-launch-down = A campaign cannot be launched now. Mend first what is down.
health-take-back = Take back
health-take-back-good = A campaign can be taken back now.
health-take-back-look = A campaign can be taken back, but it may take longer or need a person: see below.
health-take-back-down = Not everything can be taken back now. Order the end all the same, and have copies removed by hand where a channel is down.
health-state-good = Good
health-state-look = Look at it
health-state-down = Down
health-state-off = Not in use
health-parts = The parts
health-channels = The channels
health-channels-unknown = The database did not tell how the channels stand.
health-program = This program
health-version = Version
health-since = Runs since
health-providers = Sign-in by an organisation
health-providers-none = none is set up: everybody uses a passkey
health-at = Looked at
health-again = Look again
health-monitors = Monitors read the same at /api/v1/health, with a key of this role. Without signing in, /readyz tells whether the database and the queue answer.
health-no-database = The database does not answer
health-no-database-text = Only the database knows who may read this page, so it cannot be shown. See whether the database runs, whether this machine reaches it and whether its disk has room. Without signing in, /readyz tells whether it is back. Until then nothing can be launched or taken back here: if a campaign must end, have its copies removed by hand.

health-part-database = Database
health-part-clock = This machine’s clock
health-part-broker = Queue (broker)
health-part-outbox = Calls to the workers
health-part-files = Photos and posters
health-part-render = Making posters
health-part-copies = Copies that need a person
health-part-messages = Mail to authorities and colleagues
health-part-passkeys = Signing in
health-part-authorities = Authorities
health-part-signature = Signature on closing statements
health-part-trail = Audit trail

health-database-answers = It answers, and keeps what it is told ({ $took }).
health-database-slow = It answers slowly ({ $took }).
health-database-slow-mend = Look at the load and the disk of its machine. Everything takes longer meanwhile.
health-database-read-only = It can be read, but keeps nothing.
health-database-read-only-mend = See first whether its disk is full. Until it keeps what it is told, nothing can be launched or taken back here: have copies removed by hand.
health-database-silent = It does not answer.
health-database-silent-mend = See whether it runs, whether this machine reaches it, and whether its disk has room.
health-database-failed = It answers with a fault.
health-database-failed-mend = The service’s log says which. See whether the database runs, and whether its disk has room.
health-clock-agrees = It agrees with the database and with what was recorded.
health-clock-apart = It differs from the database’s clock by { $count } seconds.
health-clock-apart-mend = Have both machines set by a time server (NTP).
health-clock-behind = It is { $count } seconds behind what was already recorded: nothing can be decided or published.
health-clock-behind-mend = Set this machine’s clock (NTP). Taking back remains possible.
health-clock-unknown = It could not be compared.
health-clock-unknown-mend = See to the database first.
health-broker-answers = It takes jobs.
health-broker-away = It is not connected. The service keeps trying.
health-broker-away-mend = See whether RabbitMQ runs and this machine reaches it. Nothing is lost: what was ordered waits in the database, and the programs are told of withdrawals without it.
health-broker-silent = It does not answer.
health-broker-silent-mend = See whether RabbitMQ runs and this machine reaches it. Taking back goes on without it, some seconds later.
health-outbox-empty = None waits.
health-outbox-moving =
    { $count ->
        [one] One is on its way.
       *[other] { $count } are on their way.
    }
health-outbox-late =
    { $count ->
        [one] One waits since { $when }.
       *[other] { $count } wait, the oldest since { $when }.
    }
health-outbox-late-mend = If it has not gone down within a minute, see to the queue.
health-outbox-stuck =
    { $count ->
        [one] One waits since { $when }: nothing gets through.
       *[other] { $count } wait, the oldest since { $when }: nothing gets through.
    }
health-outbox-stuck-mend = See to the queue. If it takes jobs, restart this service: nothing is lost by it.
health-outbox-unknown = The database did not say how many wait.
health-outbox-unknown-mend = See to the database first.
health-files-keeps = They are kept, and read back as they were ({ $took }).
health-files-slow = They are kept, but slowly ({ $took }).
health-files-slow-mend = Look at the disk, or at the line to the file store.
health-files-altered = What was stored does not read back as it was.
health-files-altered-mend = Look at the disk or the file store before anything is published. Altered files are never published.
health-files-failed = Nothing can be stored or read.
health-files-failed-mend = See whether the folder or the file store (files_url) is there, has room, and may be written to by this service.
health-files-silent = The file store does not answer.
health-files-silent-mend = See whether it runs and this machine reaches it (files_url). Taking back goes on without it.
health-files-not-compared = What has ended was not yet compared with the files since this program started. Until then it publishes nothing.
health-files-not-compared-mend = It does so by itself within seconds. If it lasts, the service’s log says why.
health-render-here = Its program is there.
health-render-silent = Its program has not been heard of since { $when }.
health-render-silent-mend = Restart it (childalert-worker render). Without it no proof can be made.
health-render-never = No program that makes posters has ever been seen.
health-render-never-mend = Start one (childalert-worker render). Without it no proof can be made.
health-render-unknown = The database did not say whether its program is there.
health-render-unknown-mend = See to the database first.
health-copies-none = None.
health-copies-waiting =
    { $count ->
        [one] One, since { $when }.
       *[other] { $count }, the oldest since { $when }.
    }
health-copies-waiting-mend = Those on duty are written to by the service. See that one of them takes each in hand.
health-copies-unknown = The database did not say.
health-copies-unknown-mend = See to the database first.
health-messages-sent = None was given up in the last seven days.
health-messages-given-up =
    { $count ->
        [one] One was given up in the last seven days.
       *[other] { $count } were given up in the last seven days.
    }
health-messages-given-up-mend = Have those people called, then look at the mail server’s settings. The case and the campaign list their messages.
health-messages-unknown = The database did not say.
health-messages-unknown-mend = See to the database first.
health-passkeys-ready = Passkeys work at this address.
health-passkeys-none = No passkey works at this address: nobody can decide.
health-passkeys-none-mend = The site needs a domain name: set public_url.
health-authorities-named =
    { $count ->
        [one] One is told of each launch and each end.
       *[other] { $count } are told of each launch and each end.
    }
health-authorities-none = None is told of launches and ends.
health-authorities-none-mend = Name the federal police and the Missing Persons Cell in the configuration (authorities). Until then, have them told by telephone.
health-signature-ready = The installation’s key signs them.
health-signature-none = They go out unsigned.
health-signature-none-mend = Make a key with “childalert audit key”, and name its file in the configuration (installation_key_file).
health-trail-holds = Its newest entry is no. { $count }, of { $when }; the seals of the newest hundred hold. “childalert audit verify” checks all of it.
health-trail-empty = Nothing was recorded yet.
health-trail-broken = The seals of its newest entries do not hold: something was changed.
health-trail-broken-mend = Keep a copy of the database as it is, run “childalert audit verify”, and tell the privacy officer.
health-trail-unknown = The database did not say.
health-trail-unknown-mend = See to the database first.

health-channel-ready = Its program is there.
health-channel-unused = It is not set up: notices do not go out here.
health-channel-failing = What was tried here last did not go well.
health-channel-failing-mend = The campaign’s page says which copy it is.
health-channel-needs-person =
    { $count ->
        [one] One copy needs a person.
       *[other] { $count } copies need a person.
    }
health-channel-needs-person-mend = See that somebody on duty takes it in hand.
health-channel-no-account = Its program is there, but has no account or server: it can only refuse what is to go out here.
health-channel-no-account-mend = Set up its account or server in the configuration of its program, and restart that.
health-channel-never = No program for this channel has ever been seen: whatever is ordered here waits.
health-channel-never-mend = Start childalert-worker with the name of this channel and a key that opens it.
health-channel-silent = Its program has not been heard of since { $when }: nothing is made or taken back here.
health-channel-silent-mend = See whether childalert-worker runs for this channel, and restart it. If copies must go now, delete them by hand on the channel itself.
health-fact-seen = program heard of { $ago } ago
health-fact-live = went live last on { $when }
health-fact-failed = last trouble on { $when }.
health-fact-standing =
    { $count ->
        [one] one copy is out there
       *[other] { $count } copies are out there
    }
health-fact-person =
    { $count ->
        [one] one copy needs a person
       *[other] { $count } copies need a person
    }
health-fact-to-make =
    { $count ->
        [one] one job in the queue, to make a copy
       *[other] { $count } jobs in the queue, to make copies
    }
health-fact-to-take-back =
    { $count ->
        [one] one job in the queue, to take a copy back
       *[other] { $count } jobs in the queue, to take copies back
    }
