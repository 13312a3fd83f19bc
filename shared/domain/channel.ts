/**
 * A way an alert reaches a rep or a team. `slack` and `teams` are incoming webhooks of those products, whose address
 * is the secret; `webhook` is any receiver, signed as Standard Webhooks say.
 */
export type Channel =
  | { readonly kind: 'email' }
  | { readonly kind: 'slack'; readonly url: string }
  | { readonly kind: 'teams'; readonly url: string }
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
