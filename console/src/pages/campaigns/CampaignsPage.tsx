/** Comes next. */
export function CampaignsPage() {
  return <p>CampaignsPage</p>
}
