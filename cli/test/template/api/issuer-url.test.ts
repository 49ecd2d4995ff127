import { mayLeadTo } from '../../../src/template/api/issuer-url';

const ELSEWHERE = 'https://issuer.example.com';
const HERE = 'http://localhost:4000';

test.each([
  [ELSEWHERE, 'https://keys.example.com/jwks.json', true],
  [ELSEWHERE, 'http://keys.example.com/jwks.json', false],
  [ELSEWHERE, 'http://127.0.0.1:8080/jwks.json', false],
  [ELSEWHERE, 'file:///etc/hostname', false],
  [HERE, 'http://127.0.0.1:4000/jwks.json', true],
  [HERE, 'https://keys.example.com/jwks.json', true],
  [HERE, 'http://keys.example.com/jwks.json', false],
])('a document of %s may lead to %s: %s', (issuer, url, allowed) => {
  expect(mayLeadTo(issuer, url)).toBe(allowed);
});
