/** The HTTP API in front: one gateway route per row of the route table, and everything else to the public door. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { doorOf } from '../../lambdas/core/contracts/route.ts';
import { ROUTE_LIST } from '../../lambdas/core/contracts/routes.ts';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../stage-config.ts';

export interface FrontProps {
  readonly stage: StageConfig;
  readonly doors: Readonly<Record<ReturnType<typeof doorOf>, IFunction>>;
}

/** More than a busy desk sees in a second; what a flood may cost at most. */
const THROTTLE = { rateLimit: 500, burstLimit: 1000 };

export class Front extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: FrontProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: `threeline-${props.stage.name}`,
      createDefaultStage: false,
      // Credentials travel in a header that a page has to set itself, never in cookies: any origin may ask.
      corsPreflight: {
        allowOrigins: ['*'],
        allowMethods: [
          CorsHttpMethod.GET,
          CorsHttpMethod.HEAD,
          CorsHttpMethod.POST,
          CorsHttpMethod.PUT,
          CorsHttpMethod.PATCH,
          CorsHttpMethod.DELETE,
        ],
        allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
        exposeHeaders: [
          'etag',
          'idempotency-replayed',
          'location',
          'ratelimit-limit',
          'ratelimit-remaining',
          'ratelimit-reset',
          'retry-after',
        ],
        maxAge: Duration.hours(1),
      },
    });
    this.addRoutes(props);
    this.addStage(props.stage);
  }

  private addRoutes({ doors }: FrontProps): void {
    const to = (name: keyof FrontProps['doors']) =>
      new HttpLambdaIntegration(name, doors[name], { scopePermissionToRoute: false });
    const integrations = { requester: to('requester'), agent: to('agent'), admin: to('admin') };
    const routes = ROUTE_LIST.map((route) => ({
      id: route.id,
      key: HttpRouteKey.with(route.path, HttpMethod[route.method]),
      integration: integrations[doorOf(route)],
    }));
    // HEAD, OPTIONS without an origin and unknown paths are answered by us, as problem+json.
    const rest = { id: 'anythingElse', key: HttpRouteKey.DEFAULT, integration: integrations.requester };
    for (const { id, key, integration } of [...routes, rest]) {
      const route = new HttpRoute(this, id, { httpApi: this.api, routeKey: key, integration });
      acknowledge(
        route,
        'The frame of every door verifies the credential itself and answers 401, 403 and 404 as problem+json; the lowest ' +
          "role of each route stands in the same table as the route. A gateway authorizer would answer in the gateway's " +
          'own words and start a second function.',
        'APIG4',
      );
    }
  }

  private addStage(stage: StageConfig): void {
    const log = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/threeline/${stage.name}/api`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // The route key and never the path: links from mails carry their credential in the path.
        format: AccessLogFormat.custom(
          JSON.stringify({
            at: '$context.requestTime',
            requestId: '$context.requestId',
            route: '$context.routeKey',
            status: '$context.status',
            milliseconds: '$context.responseLatency',
            bytes: '$context.responseLength',
            error: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
  }
}
