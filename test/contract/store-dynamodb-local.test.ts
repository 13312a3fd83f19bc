import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDynamoStore } from '../../shared/adapters/dynamodb/store.ts'
import { type Engine, hasJava, startDynamoDbLocal } from '../support/dynamodb-engine.ts'
import { storeContract } from './store-contract.ts'
import { storeModel } from './store-model.ts'

if (hasJava()) {
  let engine: Engine

  beforeAll(async () => {
    engine = await startDynamoDbLocal()
  }, 60_000)

  afterAll(() => engine.stop())

  const open = async () => createDynamoStore({ client: engine.client(), tableName: await engine.createTable() })

  storeContract("AWS's DynamoDB Local", open)
  storeModel("AWS's DynamoDB Local", open)
} else {
  describe("the store on AWS's DynamoDB Local", () => {
    it('is not tried here: there is no Java to run it', () => {
      expect(hasJava()).toBe(false)
    })
  })
}
