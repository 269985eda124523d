# Dates and times, always by the country's clock. `$clock` is the text of `clock`; `$minute` has two digits, or is `zero`
# on the full hour.

clock =
    { $minute ->
        [zero] { $hour } uur
       *[other] { $hour }.{ $minute } uur
    }

month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

month-short-1 = jan.
month-short-2 = feb.
month-short-3 = mrt.
month-short-4 = apr.
month-short-5 = mei
month-short-6 = juni
month-short-7 = juli
month-short-8 = aug.
month-short-9 = sep.
month-short-10 = okt.
month-short-11 = nov.
month-short-12 = dec.

date = { $day } { $month } { $year }
date-time = { $day } { $month } { $year } om { $clock }
day-month = { $day } { $month }
day-month-short = { $day } { $month-short }
day-month-time = { $day } { $month }, { $clock }
day-month-time-short = { $day } { $month-short }, { $clock }
date-numeric = { $day-padded }/{ $month-padded }/{ $year }
