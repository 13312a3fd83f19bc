import { useMantineColorScheme } from '@mantine/core'
import { Link, Outlet } from '@tanstack/react-router'
import { usePlaybook } from '../api/workspace.ts'
import { type Session, useSession } from '../session/session.ts'
import { Icon, type IconName, Mark } from './icons.tsx'

interface Place {
  readonly to:
    | '/now'
    | '/reports'
    | '/leads'
    | '/my-leads'
    | '/pool'
    | '/campaigns'
    | '/forms'
    | '/nurture'
    | '/playbook'
    | '/roster'
    | '/operations'
  readonly word: string
  readonly icon: IconName
}

const now: Place = { to: '/now', word: 'Now', icon: 'now' }
const leads: Place = { to: '/leads', word: 'Leads', icon: 'leads' }
const pool: Place = { to: '/pool', word: 'Pool', icon: 'pool' }

/** What marketing and running the house take. */
const marketing: readonly Place[] = [
  { to: '/campaigns', word: 'Campaigns', icon: 'campaigns' },
  { to: '/forms', word: 'Forms', icon: 'forms' },
  { to: '/nurture', word: 'Nurture', icon: 'nurture' },
  { to: '/reports', word: 'Reports', icon: 'reports' },
  { to: '/playbook', word: 'Playbook', icon: 'playbook' },
  { to: '/roster', word: 'Roster', icon: 'roster' },
  { to: '/operations', word: 'Operations', icon: 'operations' },
]

const places: Readonly<Record<Session['role'], readonly Place[]>> = {
  rep: [{ to: '/my-leads', word: 'My leads', icon: 'mine' }, pool],
  marketer: [now, leads, ...marketing],
  admin: [now, leads, pool, ...marketing],
}

/** The frame of every page: where one can go, by role, and who is signed in. */
export function Shell() {
  const { role } = useSession()
  const { data } = usePlaybook()
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to content
      </a>
      <div className="side">
        <div className="brand">
          <Mark />
          <span>{data?.workspace.name ?? 'Baton'}</span>
        </div>
        <nav aria-label="Pages">
          {places[role].map(({ to, word, icon }) => (
            <Link key={to} to={to} className="place" activeProps={{ 'aria-current': 'page' }}>
              <Icon name={icon} />
              <span>{word}</span>
            </Link>
          ))}
        </nav>
        <Account />
      </div>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}

const roleWords: Readonly<Record<Session['role'], string>> = { admin: 'Admin', marketer: 'Marketer', rep: 'Rep' }

function Account() {
  const { name, email, role, signOut } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const dark = colorScheme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : colorScheme === 'dark'
  return (
    <div className="account">
      <div className="account-who" title={email ?? undefined}>
        <strong>{name ?? 'Machine token'}</strong>
        <span className="muted">{roleWords[role]}</span>
      </div>
      {role !== 'rep' && (
        <Link to="/start" className="icon-button" aria-label="Guided start">
          <Icon name="guide" />
        </Link>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={dark ? 'Light colours' : 'Dark colours'}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        <Icon name={dark ? 'light' : 'dark'} />
      </button>
      <button type="button" className="icon-button" aria-label="Sign out" onClick={signOut}>
        <Icon name="leave" />
      </button>
    </div>
  )
}
