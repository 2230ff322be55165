/** The HTTP API of the template: its routes, where they lead, CORS and throttles. */
import type { Resources } from './resources.ts';
import { TemplateError } from './template-error.ts';

export interface Throttle {
  readonly burst: number;
  readonly ratePerSecond: number;
}

export interface RouteDescription {
  /** `GET /v1/tickets/{ticket}`, `ANY /x/{rest+}` or `$default`. */
  readonly key: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
  readonly throttle?: Throttle;
}

export interface CorsDescription {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
  readonly credentials: boolean;
}

export interface ApiDescription {
  readonly id: string;
  readonly routes: readonly RouteDescription[];
  readonly cors?: CorsDescription;
}

/** The one HTTP API, or undefined when the template has none. */
export function describeApi(resources: Resources): ApiDescription | undefined {
  const [api, second] = resources.of('AWS::ApiGatewayV2::Api');
  if (!api) return undefined;
  if (second) throw new TemplateError('Two HTTP APIs cannot share one port.');
  const [stage] = resources.of('AWS::ApiGatewayV2::Stage');
  if (!stage) throw new TemplateError(`${api.logicalId} has no stage, so nobody can reach it.`);
  const integrations = new Map(
    resources.of('AWS::ApiGatewayV2::Integration').map(({ ref, properties }) => [ref, properties] as const),
  );
  const cors = api.properties.CorsConfiguration;
  return {
    id: api.ref,
    routes: resources.of('AWS::ApiGatewayV2::Route').map(({ properties: { RouteKey, Target } }) => {
      const integration = integrations.get(Target.replace(/^integrations\//, ''));
      if (!integration) throw new TemplateError(`The route ${RouteKey} leads nowhere.`);
      const limits = {
        ...stage.properties.DefaultRouteSettings,
        ...stage.properties.RouteSettings?.[RouteKey],
      };
      const rate = limits.ThrottlingRateLimit;
      return {
        key: RouteKey,
        functionArn: functionArnIn(integration.IntegrationUri),
        timeoutMilliseconds: integration.TimeoutInMillis,
        ...(rate === undefined
          ? {}
          : { throttle: { ratePerSecond: rate, burst: limits.ThrottlingBurstLimit ?? rate } }),
      };
    }),
    ...(cors === undefined
      ? {}
      : {
          cors: {
            origins: cors.AllowOrigins ?? [],
            methods: cors.AllowMethods ?? [],
            headers: (cors.AllowHeaders ?? []).map((name) => name.toLowerCase()),
            exposeHeaders: cors.ExposeHeaders ?? [],
            credentials: cors.AllowCredentials ?? false,
            ...(cors.MaxAge === undefined ? {} : { maxAgeSeconds: cors.MaxAge }),
          },
        }),
  };
}

/** An integration names the function, or the invocation path around it. */
function functionArnIn(uri: string): string {
  return /arn:[^:]+:lambda:[^:]*:\d*:function:[\w-]+/.exec(uri)?.[0] ?? uri;
}
