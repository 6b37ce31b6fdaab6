/** The day on which a review that was made on a day and holds for a period is due again, as `YYYY-MM-DD`. */
export function dayAfter(day: string, period: string): string {
  const [, count = '0', unit = ''] = /^(\d+) (day|week|month|year)s?$/.exec(period) ?? []
  const number = Number(count)
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  if (unit === 'day' || unit === 'week') return print(year, month, date + number * (unit === 'week' ? 7 : 1))
  const months = month - 1 + number * (unit === 'year' ? 12 : 1)
  const dueYear = year + Math.floor(months / 12)
  const dueMonth = (months % 12) + 1
  // A month after the 31st of January is the last day of February.
  const lastDay = new Date(Date.UTC(dueYear, dueMonth, 0)).getUTCDate()
  return print(dueYear, dueMonth, Math.min(date, lastDay))
}

const print = (year: number, month: number, date: number): string => {
  const text = new Date(Date.UTC(year, month - 1, date)).toISOString()
  // From the year 10000 on, days are written otherwise and would be sorted before all others.
  return text.startsWith('+') ? '9999-12-31' : text.slice(0, 10)
}
