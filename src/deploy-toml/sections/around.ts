import { key, names, rows, table } from '../section';
import { choice, flag, list, scalarText, text } from '../values';

const ID = (prefix: string, what: string) => text(`the id of ${what}, "${prefix}-…"`, new RegExp(`^${prefix}-[0-9a-z]+$`));

export const VPC = table('A network of yours, in which the server reaches what is private.', {
  enabled: key(flag, 'vpc', 'Whether the server is in a VPC', 'true where this table is there', 'true'),
  vpc_id: key(ID('vpc', 'a VPC'), 'vpc', 'Which VPC', 'the default VPC of the region, by look-up; it usually has public subnets alone, where a function has no way out', '"vpc-12345678"'),
  subnet_ids: key(list(ID('subnet', 'a subnet'), { min: 1, max: 16 }), 'vpcSubnets', 'Which subnets; not public ones', 'the private ones', '["subnet-12345678", "subnet-87654321"]'),
  security_group_ids: key(list(ID('sg', 'a security group'), { min: 1, max: 5 }), 'securityGroups', 'What the server may connect to', 'a group of its own that lets HTTPS out', '["sg-12345678"]'),
});

const TABLE_ACTIONS = list(choice(['read', 'write', 'readwrite']), { min: 1 });

export const IAM_TABLES = rows('DynamoDB tables that the server uses.', 'policy of the role', {
  name: key(text('the name of a table', /^[A-Za-z0-9_.-]{3,255}$/), 'policy of the role', 'The table', 'must be given', '"my-table"'),
  actions: key(TABLE_ACTIONS, 'policy of the role', '`read`: GetItem, BatchGetItem, Query, Scan; `write`: PutItem, UpdateItem, DeleteItem, BatchWriteItem', 'must be given', '["read"]'),
  include_indexes: key(flag, 'policy of the role', 'Whether its indexes may be used, too', 'false'),
}, ['name', 'actions']);

export const IAM_BUCKETS = rows('S3 buckets whose objects the server uses.', 'policy of the role', {
  name: key(text('the name of a bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), 'policy of the role', 'The bucket', 'must be given', '"my-bucket"'),
  actions: key(TABLE_ACTIONS, 'policy of the role', '`read`: GetObject; `write`: PutObject, DeleteObject', 'must be given', '["read"]'),
}, ['name', 'actions']);

export const IAM_STATEMENTS = rows('Anything else that the server may or may not do.', 'policy of the role', {
  effect: key(choice(['Allow', 'Deny']), 'policy of the role', 'Whether it may', 'must be given', '"Allow"'),
  actions: key(list(text('an action, "s3:GetObject"', /^(\*|[a-z0-9-]+:[A-Za-z0-9*]+)$/), { min: 1 }), 'policy of the role', 'What', 'must be given', '["s3:GetObject"]'),
  resources: key(list(text('an ARN, or "*"', /^(\*|arn:\S+)$/), { min: 1 }), 'policy of the role', 'With what', 'must be given', '["arn:aws:s3:::my-bucket/public/*"]'),
}, ['effect', 'actions', 'resources']);

/** What AWS takes as a tag. */
const TAG = text('up to 128 letters, digits, spaces and _.:/=+@-, not beginning with "aws:"', /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u);
const TAG_VALUE = text('up to 256 letters, digits, spaces and _.:/=+@-', /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);

export const TAGS = names('Tags of everything that is made.', TAG, key(TAG_VALUE, 'tags', 'The value of a tag, by its name', 'no tags'));

export const METADATA = names('What is known of the server: tags of everything that is made.', TAG, {
  ...key(scalarText, 'tags', 'The value of a tag, by its name', 'no tags'), same: { section: 'tags' },
});
