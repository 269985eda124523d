# Dates and times, always by the country's clock. `$clock` is the text of `clock`; `$minute` has two digits, or is `zero`
# on the full hour.

clock =
    { $minute ->
        [zero] { $hour } h
       *[other] { $hour } h { $minute }
    }

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juil.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.

date =
    { $day ->
        [1] 1er { $month } { $year }
       *[other] { $day } { $month } { $year }
    }
date-time =
    { $day ->
        [1] 1er { $month } { $year } à { $clock }
       *[other] { $day } { $month } { $year } à { $clock }
    }
day-month =
    { $day ->
        [1] 1er { $month }
       *[other] { $day } { $month }
    }
day-month-short =
    { $day ->
        [1] 1er { $month-short }
       *[other] { $day } { $month-short }
    }
day-month-time =
    { $day ->
        [1] 1er { $month }, { $clock }
       *[other] { $day } { $month }, { $clock }
    }
day-month-time-short =
    { $day ->
        [1] 1er { $month-short }, { $clock }
       *[other] { $day } { $month-short }, { $clock }
    }
date-numeric = { $day-padded }/{ $month-padded }/{ $year }
