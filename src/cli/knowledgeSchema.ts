import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { bundledKnowledgeDir } from '../../knowledge/load.ts'
import { jsonSchemas } from '../knowledge/jsonSchemas.ts'

/** Writes the JSON schemas that give editors completion and checks in the YAML files. */
for (const [name, schema] of jsonSchemas())
  await writeFile(path.join(bundledKnowledgeDir, 'schema', name), schema)
