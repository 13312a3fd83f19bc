import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './styles.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { Refusal } from './api/refusal.ts'
import { router } from './routes.tsx'
import { SessionGate } from './session/SessionGate.tsx'

/** A refusal is an answer: only what did not come through is tried again. */
function worthAnotherTry(count: number, error: unknown): boolean {
  const status = error instanceof Refusal ? error.problem.status : undefined
  return count < 2 && (status === 0 || (status !== undefined && status >= 500))
}

const queries = new QueryClient({
  defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 5_000, refetchOnWindowFocus: true } },
})

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root')
// Styles come as files: the content security policy lets nothing add a style element.
createRoot(root).render(
  <MantineProvider defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
    <Notifications position="bottom-right" />
    <QueryClientProvider client={queries}>
      <SessionGate>
        <RouterProvider router={router} />
      </SessionGate>
    </QueryClientProvider>
  </MantineProvider>,
)
