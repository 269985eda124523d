# Dates and times, always by the country's clock. `$clock` is the text of `clock`; `$minute` has two digits, or is `zero`
# on the full hour.

clock =
    { $minute ->
        [zero] { $hour } Uhr
       *[other] { $hour }.{ $minute } Uhr
    }

month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

month-short-1 = Jan.
month-short-2 = Feb.
month-short-3 = März
month-short-4 = Apr.
month-short-5 = Mai
month-short-6 = Juni
month-short-7 = Juli
month-short-8 = Aug.
month-short-9 = Sept.
month-short-10 = Okt.
month-short-11 = Nov.
month-short-12 = Dez.

date = { $day }. { $month } { $year }
date-time = { $day }. { $month } { $year } um { $clock }
day-month = { $day }. { $month }
day-month-short = { $day }. { $month-short }
day-month-time = { $day }. { $month }, { $clock }
day-month-time-short = { $day }. { $month-short }, { $clock }
date-numeric = { $day-padded }.{ $month-padded }.{ $year }
