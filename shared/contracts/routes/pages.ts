import type { Route } from './route.ts'

/** Pages people open from a mail, and the console’s files. */
export const pageRoutes = {
  showUnsubscribe: {
    method: 'GET',
    path: '/v1/unsubscribe',
    function: 'pages',
    access: 'link',
    summary: 'Page that asks before unsubscribing',
  },
  unsubscribe: {
    method: 'POST',
    path: '/v1/unsubscribe',
    function: 'pages',
    access: 'link',
    summary: 'Stop all marketing mail (RFC 8058)',
  },
  showClick: {
    method: 'GET',
    path: '/v1/click',
    function: 'pages',
    access: 'link',
    summary: 'Page that leads on to where a mail points',
  },
  click: {
    method: 'POST',
    path: '/v1/click',
    function: 'pages',
    access: 'link',
    summary: 'Record a click and go where the mail points',
  },
  thanks: {
    method: 'GET',
    path: '/thanks/{formId}',
    function: 'pages',
    access: 'anyone',
    summary: "A form's thank-you page",
  },
  home: {
    method: 'GET',
    path: '/',
    function: 'pages',
    access: 'anyone',
    summary: 'Says that Baton is running and where to go',
  },
  asset: {
    method: 'GET',
    path: '/pages/{file}',
    function: 'pages',
    access: 'anyone',
    summary: 'A file that pages ask for',
  },
} as const satisfies Record<string, Route>
