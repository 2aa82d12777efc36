import { z } from 'zod';
import { VERSION } from '../version.ts';
import type { Endpoint } from './endpoint.ts';
import { PARAMETERS } from './schemas.ts';

const REFUSAL = {
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'string', description: '出了什么问题、怎样办' }, detail: { description: '继续处理所需的内容' } },
};

const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
  return rest;
};

/** Names in braces. */
export const parametersOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

function parameters({ path, query }: Endpoint): object[] {
  const own = parametersOf(path).map((name) => ({ name, in: 'path', required: true, schema: schemaOf(PARAMETERS[name]!) }));
  if (!query) return own;
  const { properties = {}, required = [] } = schemaOf(query) as { properties?: Record<string, object>; required?: string[] };
  return [
    ...own,
    ...Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema })),
  ];
}

function bodyOf({ body, file }: Endpoint): object | undefined {
  if (file) return { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
  return body && { required: true, content: { 'application/json': { schema: schemaOf(body) } } };
}

const operation = (one: Endpoint): object => ({
  summary: one.summary,
  security: one.access === 'public' ? [{}, { session: [] }] : [{ session: [] }],
  parameters: parameters(one),
  requestBody: bodyOf(one),
  responses: {
    200: { description: '完成' },
    '4XX': { description: '没有完成', content: { 'application/json': { schema: REFUSAL } } },
  },
});

/** OpenAPI 3.1, made of what the routes themselves validate with. */
export function openApi(endpoints: readonly Endpoint[]): object {
  const byPath = Map.groupBy(endpoints, ({ path }) => path);
  const paths = [...byPath].map(([path, own]) => [path, Object.fromEntries(own.map((one) => [one.method, operation(one)]))]);
  return {
    openapi: '3.1.0',
    info: { title: '明账', version: VERSION, description: '改动数据的请求都要带 x-csrf-token，值见 GET /session 的 csrf。' },
    servers: [{ url: '/api/v1' }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'mingzhang' } } },
    paths: Object.fromEntries(paths),
  };
}
