import { accountResources, waf } from './account-resources';
import { fitForMinistack } from './assembly';
import { type Cloud, describeDeployed, startCloud } from './cloud';
import { deploy, destroy, type StackOutputs } from './deployment';
import { type DoorName, QUOTA, synthesiseDoors } from './doors-app';
import { type DescribedUsagePlan, DoorsDeployment } from './doors-deployment';
import { REVISIONS } from './mcp-client';
import { changesBetween, stackResources } from './stack';

jest.setTimeout(300_000);

/** All that anybody may call. */
const OPEN: readonly DoorName[] = ['Firewalled', 'Policed', 'Url', 'RestOne', 'HttpOne'];

/**
 * The doors that `McpEndpoint` opens besides the HTTP API, deployed. What AWS does and ministack does not is
 * not shown here:
 *
 * - streams: ministack has no streaming integration, and hands the stream of a function URL on when it has
 *   all of it. That answers come as they are made is shown in test/deploy/harness,
 * - a request through the endpoint of a private API: ministack has no network, knows no host with an
 *   endpoint in it and no `aws:SourceVpce`. That its policy refuses who comes from elsewhere is shown,
 * - a firewall at work: ministack has no `AWS::WAFv2::WebACLAssociation`, and its APIs ask no web ACL. That
 *   the web ACL is made as it is written is shown.
 */
describeDeployed('a deployed server', (installed) => {
  let cloud: Cloud;
  let before: string[];
  let outputs: StackOutputs;
  let doors: DoorsDeployment;
  let assembly: string;

  const synthesise = (second: boolean) => {
    assembly = synthesiseDoors(cloud.directory, { second });
    fitForMinistack(assembly, cloud.environment);
  };
  const madeByTheStack = async () => (await accountResources(cloud.endpoint)).filter((resource) => !before.includes(resource));

  beforeAll(async () => {
    cloud = await startCloud(installed, { checksPermissions: true });
    before = await accountResources(cloud.endpoint);
    synthesise(false);
    outputs = await deploy(assembly, cloud);
    doors = new DoorsDeployment(cloud.ministack, outputs);
  });

  afterAll(() => cloud?.stop());

  describe.each(REVISIONS)('answers the official client of revision %s', (revision, mode) => {
    test.each(OPEN)('as %s, at the URL that the deploy printed', async (door) => {
      expect(await doors.talk(door, mode)).toEqual({ revision, length: 5 });
    });
  });

  /** Expects that a request is refused, and that the server has not been asked. */
  async function expectRefusal(door: DoorName, message: RegExp, ...request: [method: string, headers?: Record<string, string>]): Promise<void> {
    const asked = await doors.invocations(door);
    const { status, body } = await doors.send(door, ...request);
    expect({ status, ...JSON.parse(body) as object }).toMatchObject({ status: 403, message: expect.stringMatching(message) });
    expect(await doors.invocations(door)).toBe(asked);
  }

  describe('behind a private endpoint', () => {
    test('has the URL of the endpoint, which its API belongs to', async () => {
      const [, endpoint] = (await madeByTheStack()).find((resource) => resource.startsWith('AWS::EC2::VPCEndpoint'))!.split(' ');
      expect(doors.mcpUrl('Private').host).toBe(`${doors.apiId('Private')}-${endpoint}.execute-api.us-east-1.amazonaws.com`);
      expect((await doors.restApi('Private')).endpointConfiguration).toMatchObject({ Types: ['PRIVATE'], VpcEndpointIds: [endpoint] });
    });

    test('is called by nobody who comes from elsewhere', async () => {
      await expectRefusal('Private', /with an explicit deny in a resource-based policy$/, 'POST');
    });
  });

  test('behind a firewall has one with the managed rules and the limit', async () => {
    const { WebACLs } = await waf<{ WebACLs: { Name: string; Id: string }[] }>(cloud.endpoint, 'ListWebACLs', { Scope: 'REGIONAL' });
    expect(WebACLs).toEqual([expect.objectContaining({ Name: expect.stringMatching(/^Doors-Firewalled-/) })]);
    const { WebACL } = await waf<{ WebACL: object }>(cloud.endpoint, 'GetWebACL', { Scope: 'REGIONAL', ...WebACLs[0] });
    const managed = (Name: string) => ({ Name, Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name } }, OverrideAction: { None: {} } });
    expect(WebACL).toMatchObject({
      DefaultAction: { Allow: {} },
      Rules: [
        managed('AWSManagedRulesAmazonIpReputationList'),
        managed('AWSManagedRulesKnownBadInputsRuleSet'),
        managed('AWSManagedRulesCommonRuleSet'),
        { Name: 'RateLimit', Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 500, AggregateKeyType: 'IP' } } },
      ],
    });
  });

  test('with a resource policy is not asked what that does not allow', async () => {
    await expectRefusal('Policed', /because no resource-based policy allows the execute-api:Invoke action$/, 'DELETE');
    expect((await doors.send('Firewalled', 'DELETE')).status).toBe(405); // the server's own answer
  });

  describe('with a usage plan', () => {
    let plan: DescribedUsagePlan;
    let key: Record<string, string>;

    beforeAll(async () => {
      plan = (await doors.usagePlan('Keyed'))!;
      const keys = await doors.apiKeys(plan);
      expect(keys).toHaveLength(1);
      key = { 'x-api-key': keys[0] };
    });

    test('has its limits in the account', () => {
      expect(plan).toMatchObject({
        apiStages: [{ apiId: doors.apiId('Keyed'), stage: 'prod' }],
        throttle: { rateLimit: 100, burstLimit: 200 },
        quota: { limit: QUOTA, period: 'DAY' },
      });
    });

    test('refuses who shows no key, or another', async () => {
      await expectRefusal('Keyed', /^Forbidden$/, 'POST');
      await expectRefusal('Keyed', /^Forbidden$/, 'POST', { 'x-api-key': 'another' });
    });

    test.each(REVISIONS)('answers the official client of revision %s who shows the key', async (revision, mode) => {
      expect(await doors.talk('Keyed', mode, key)).toEqual({ revision, length: 5 });
    });

    test('answers no more than the quota', async () => {
      const statuses: number[] = [];
      while (statuses.at(-1) !== 429 && statuses.length <= QUOTA) {
        statuses.push((await doors.send('Keyed', 'DELETE', key)).status);
      }
      expect(statuses.at(-1)).toBe(429);
      expect(statuses[0]).toBe(405);
    });
  });

  describe('on an API with another', () => {
    test('comes to it without a change of the first, of its URL or of anything but the deployment', async () => {
      const resources = await stackResources(cloud.endpoint, 'Doors');
      synthesise(true);
      const both = await deploy(assembly, cloud);
      doors = new DoorsDeployment(cloud.ministack, both);
      expect(both).toMatchObject(outputs);
      const changes = changesBetween(resources, await stackResources(cloud.endpoint, 'Doors'));
      expect(changes.filter((change) => !change.endsWith(' CREATE'))).toEqual([
        'AWS::ApiGateway::Deployment DELETE',
        'AWS::ApiGateway::Stage UPDATE',
      ]);
    });

    test.each(['RestOne', 'RestTwo', 'HttpOne', 'HttpTwo'] as const)('answers as %s', async (door) => {
      expect(doors.mcpUrl(door).pathname).toBe(`${door.startsWith('Rest') ? '/prod' : ''}/${door.slice(4).toLowerCase()}/mcp`);
      expect(await doors.talk(door, 'legacy')).toMatchObject({ length: 5 });
    });

    test.each([['RestOne', 'RestTwo'], ['HttpOne', 'HttpTwo']] as const)('%s has the host of %s', (one, two) => {
      expect(doors.mcpUrl(one).host).toBe(doors.mcpUrl(two).host);
    });
  });

  test('leaves no resource but its log groups when it is destroyed', async () => {
    await destroy(assembly, cloud);
    expect((await madeByTheStack()).filter((resource) => !resource.startsWith('AWS::Logs::LogGroup '))).toEqual([]);
  });
});
