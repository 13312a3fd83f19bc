import { afterAll, beforeAll } from 'vitest'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import { type Engine, startDynoxide } from '../support/dynamodb-engine.ts'
import { storeContract } from './store-contract.ts'
import { storeModel } from './store-model.ts'

let engine: Engine

beforeAll(async () => {
  engine = await startDynoxide()
})

afterAll(() => engine.stop())

const open = async () => createDynamoStore({ client: engine.client(), tableName: await engine.createTable() })

storeContract('the native engine', open)
storeModel('the native engine', open)
