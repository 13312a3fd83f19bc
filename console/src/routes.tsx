import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router'
import { readCampaignDetailSearch, readCampaignsSearch } from './pages/campaigns/figures.ts'
import { readLeadView } from './pages/leads/search.ts'
import { readReportSearch } from './pages/reports/search.ts'
import { Empty, Failed, Loading } from './parts/States.tsx'
import { useSession } from './session/session.ts'
import { Shell } from './shell/Shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home })

const now = createRoute({
  getParentRoute: () => root,
  path: '/now',
  component: lazyRouteComponent(() => import('./pages/now/NowPage.tsx'), 'NowPage'),
})

const leads = createRoute({
  getParentRoute: () => root,
  path: '/leads',
  validateSearch: readLeadView,
  component: lazyRouteComponent(() => import('./pages/leads/LeadsPage.tsx'), 'LeadsPage'),
})

const lead = createRoute({
  getParentRoute: () => root,
  path: '/leads/$id',
  component: lazyRouteComponent(() => import('./pages/lead/LeadPage.tsx'), 'LeadPage'),
})

const mine = createRoute({
  getParentRoute: () => root,
  path: '/my-leads',
  component: lazyRouteComponent(() => import('./pages/mine/MyLeadsPage.tsx'), 'MyLeadsPage'),
})

const pool = createRoute({
  getParentRoute: () => root,
  path: '/pool',
  component: lazyRouteComponent(() => import('./pages/mine/PoolPage.tsx'), 'PoolPage'),
})

const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  validateSearch: readCampaignsSearch,
  component: lazyRouteComponent(() => import('./pages/campaigns/CampaignsPage.tsx'), 'CampaignsPage'),
})

const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  validateSearch: readCampaignDetailSearch,
  component: lazyRouteComponent(() => import('./pages/campaigns/CampaignPage.tsx'), 'CampaignPage'),
})

const forms = createRoute({
  getParentRoute: () => root,
  path: '/forms',
  component: lazyRouteComponent(() => import('./pages/forms/FormsPage.tsx'), 'FormsPage'),
})

const form = createRoute({
  getParentRoute: () => root,
  path: '/forms/$id',
  component: lazyRouteComponent(() => import('./pages/forms/FormPage.tsx'), 'FormPage'),
})

const nurture = createRoute({
  getParentRoute: () => root,
  path: '/nurture',
  component: lazyRouteComponent(() => import('./pages/nurture/NurturePage.tsx'), 'NurturePage'),
})

const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  component: lazyRouteComponent(() => import('./pages/start/StartPage.tsx'), 'StartPage'),
})

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: () => <Navigate to="/reports/$name" params={{ name: 'funnel' }} replace />,
})

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$name',
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import('./pages/reports/ReportsPage.tsx'), 'ReportsPage'),
})

const playbook = createRoute({
  getParentRoute: () => root,
  path: '/playbook',
  component: lazyRouteComponent(() => import('./pages/playbook/PlaybookPage.tsx'), 'PlaybookPage'),
})

const roster = createRoute({
  getParentRoute: () => root,
  path: '/roster',
  component: lazyRouteComponent(() => import('./pages/roster/RosterPage.tsx'), 'RosterPage'),
})

const operations = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  component: lazyRouteComponent(() => import('./pages/operations/OperationsPage.tsx'), 'OperationsPage'),
})

/** The console's pages by address; each is loaded when it is opened. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    now,
    leads,
    lead,
    mine,
    pool,
    campaigns,
    campaign,
    forms,
    form,
    nurture,
    start,
    reports,
    report,
    playbook,
    roster,
    operations,
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Loading what="the page" />,
  defaultErrorComponent: ({ error, reset }: ErrorComponentProps) => <Failed error={error} retry={reset} />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/** Everybody begins where their work is. */
function Home() {
  const { role } = useSession()
  return <Navigate to={role === 'rep' ? '/my-leads' : '/now'} replace />
}

function NotFound() {
  return (
    <Empty title="There is no such page">
      <Link to="/">Back to the start</Link>
    </Empty>
  )
}
