# Dates and times, always by the country's clock. `$clock` is the text of `clock`; `$minute` has two digits, or is `zero`
# on the full hour.

clock =
    { $minute ->
        [zero] { $hour }:00
       *[other] { $hour }:{ $minute }
    }

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = June
month-short-7 = July
month-short-8 = Aug
month-short-9 = Sept
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

date = { $day } { $month } { $year }
date-time = { $day } { $month } { $year } at { $clock }
day-month = { $day } { $month }
day-month-short = { $day } { $month-short }
day-month-time = { $day } { $month }, { $clock }
day-month-time-short = { $day } { $month-short }, { $clock }
date-numeric = { $day-padded }/{ $month-padded }/{ $year }
