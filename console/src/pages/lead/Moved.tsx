import { Navigate } from '@tanstack/react-router'

/** A lead that was merged into another: its address leads to that one. */
export function Moved({ to }: { readonly to: string }) {
  return <Navigate to="/leads/$id" params={{ id: to }} replace />
}
