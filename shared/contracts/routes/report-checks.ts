import { administration, marketing, type Route } from './route.ts'

/** Comparing the reports’ counters with what they count, and putting them right. */
export const reportCheckRoutes = {
  beginReportCheck: {
    method: 'POST',
    path: '/v1/reports/checks',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: "Begin a check of the reports' counters: nothing is credited or counted while it lasts",
  },
  renewReportCheck: {
    method: 'POST',
    path: '/v1/reports/checks/{id}/renew',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Let a check last longer',
  },
  endReportCheck: {
    method: 'DELETE',
    path: '/v1/reports/checks/{id}',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'End a check',
  },
  foldLeads: {
    method: 'GET',
    path: '/v1/reports/checks/{id}/leads',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: 'Add up what a page of leads has added to the reports',
  },
  foldLedger: {
    method: 'GET',
    path: '/v1/reports/checks/{id}/ledger',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: "Add up a campaign's ledger, beside its tallies",
  },
  checkCounters: {
    method: 'GET',
    path: '/v1/reports/checks/{id}/counters',
    function: 'api',
    access: 'bearer',
    roles: marketing,
    summary: "Read a month of the reports' counters",
  },
  mendReports: {
    method: 'POST',
    path: '/v1/reports/checks/{id}/mend',
    function: 'api',
    access: 'bearer',
    roles: administration,
    summary: 'Put right what a check has found',
  },
} as const satisfies Record<string, Route>
