export { type Asset, assets } from './assets.ts'
export * from './assignment-pages.ts'
export * from './public-pages.ts'
export { assetHeaders, clickSecurityHeaders, securityHeaders } from './security.ts'
