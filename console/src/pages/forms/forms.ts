import { useQuery } from '@tanstack/react-query'
import type { FormAnswer, FormsAnswer } from '../../../../shared/contracts/forms.ts'
import { showing, useAction } from '../../api/action.ts'
import { useApi } from '../../session/session.ts'

const second = 1000

/** The forms with what came in over them. */
export function useForms() {
  const api = useApi()
  return useQuery({
    queryKey: ['forms'],
    queryFn: async ({ signal }) => (await api.get<FormsAnswer>('/v1/forms', { signal })).forms,
    refetchInterval: 30 * second,
  })
}

/** A form as people set it; what is absent is left to Baton. */
export type FormSettings = Pick<FormAnswer, 'id' | 'name' | 'campaign' | 'country' | 'thankYouUrl' | 'fields'>

/** Connects a form, or changes one as a whole. */
export function usePutForm() {
  return useAction<FormSettings>({
    run: (api, { id, ...body }) => api.send('PUT', `/v1/forms/${encodeURIComponent(id)}`, { body }),
    shown: [
      showing(['forms'], (forms: readonly FormAnswer[], { id, ...settings }) =>
        forms.map((form) => (form.id === id ? { ...unset(form), ...settings } : form)),
      ),
    ],
    done: 'The form is saved.',
  })
}

/** A form is replaced as a whole: what is not set any more is gone. */
function unset({ campaign: _campaign, country: _country, thankYouUrl: _thanks, fields: _fields, ...form }: FormAnswer) {
  return form
}
