/** The facts that `dev` serves, by the parts of which they are made: no other room looks into the files. */
export type { DomainFacts, MappingFacts, StageFacts, ThrottleFacts } from './entrance';
export type { AdapterFacts, FunctionFacts, LambdaFacts } from './function';
export type { FunctionUrlDoor } from './function-url';
export type { ClientFacts, IamGuard, JwtGuard, LambdaGuard, RouteGuard } from './guards';
export type { HttpApiDoor } from './http-api';
export type { GatewayResponseFacts, MockFacts, RestApiDoor, RestLambdaGuard, RestRouteFacts } from './rest-api';
export type { ApiKeyFacts, KeyStageFacts, MethodThrottleFacts, QuotaFacts, QuotaPeriod, UsagePlanFacts } from './usage-plan';
export type { CorsFacts, RouteFacts } from './route';
export type { GrantedSecret, SecretsFacts } from './secrets';
export { functionsOf, LOCAL_ORIGIN } from './server';
export type { Notice, ServedServer } from './server';
