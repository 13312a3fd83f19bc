/** Where companies are, with the area codes their phones have. */
export interface Place {
  readonly country: string
  readonly state?: string
  readonly weight: number
  readonly areaCodes: readonly string[]
}

/** A US state. Its weight is its part of the population, roughly, in per mille (US Census Bureau, 2020). */
function us(state: string, weight: number, ...areaCodes: readonly string[]): Place {
  return { country: 'US', state, weight, areaCodes }
}

/** Phone numbers of the demo are 555-0100 to 555-0199 of these area codes, which are kept for fiction. */
export const places: readonly Place[] = [
  us('NY', 90, '212', '315', '516', '518', '585', '607', '631', '716', '718', '845', '914', '917'),
  us('CA', 95, '209', '213', '310', '408', '415', '510', '559', '619', '661', '707', '714', '818', '916', '949'),
  us('TX', 75, '210', '214', '281', '361', '409', '512', '713', '806', '817', '915', '972'),
  us('FL', 58, '239', '305', '321', '352', '386', '407', '561', '727', '813', '850', '904'),
  us('PA', 36, '215', '412', '570', '610', '717', '724', '814'),
  us('IL', 36, '217', '309', '312', '618', '630', '708', '815'),
  us('OH', 33, '216', '330', '419', '513', '614', '740', '937'),
  us('GA', 30, '229', '404', '478', '706', '770', '912'),
  us('NC', 29, '252', '336', '704', '828', '910', '919'),
  us('MI', 28, '231', '248', '313', '517', '616', '734', '810'),
  us('NJ', 28, '201', '609', '732', '856', '908', '973'),
  us('VA', 25, '276', '434', '540', '703', '757', '804'),
  us('WA', 23, '206', '253', '360', '425', '509'),
  us('AZ', 21, '480', '520', '602', '623', '928'),
  us('MA', 22, '413', '508', '617', '781', '978'),
  us('TN', 20, '423', '615', '731', '865', '901', '931'),
  us('IN', 20, '219', '260', '317', '574', '765', '812'),
  us('MD', 18, '240', '301', '410', '443'),
  us('MO', 18, '314', '417', '573', '636', '660', '816'),
  us('WI', 17, '262', '414', '608', '715', '920'),
  us('CO', 17, '303', '719', '970'),
  us('MN', 17, '218', '320', '507', '612', '651', '952'),
  us('OR', 12, '503', '541'),
  us('CT', 11, '203', '860'),
  us('UT', 10, '435', '801'),
  us('NV', 9, '702', '775'),
  { country: 'GB', weight: 26, areaCodes: [] },
  { country: 'DE', weight: 16, areaCodes: [] },
  { country: 'NL', weight: 12, areaCodes: [] },
  { country: 'FR', weight: 7, areaCodes: [] },
  { country: 'CA', weight: 14, areaCodes: [] },
  { country: 'AU', weight: 8, areaCodes: [] },
]
