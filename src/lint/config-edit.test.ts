import assert from 'node:assert/strict';
import { readConfig } from './config';
import { turnOff } from './config-edit';

describe('turning a rule off in the configuration', () => {
  it('makes the file where there is none', () => {
    const expected = '{\n  "rules": {\n    "MI101": "off"\n  }\n}\n';
    assert.equal(turnOff(undefined, 'MI101'), expected);
    assert.equal(turnOff(' \n', 'MI101'), expected);
  });

  it('keeps comments, order and layout', () => {
    const text =
      '{\n\t// ours\n\t"rules": {\n\t\t"MI102": "hint" // later\n\t},\n\t"exclude": ["gen/**"]\n}\n';
    assert.equal(
      turnOff(text, 'MI101'),
      '{\n\t// ours\n\t"rules": {\n\t\t"MI101": "off",\n\t\t"MI102": "hint" // later\n\t},\n\t"exclude": ["gen/**"]\n}\n',
    );
    const windows = '{\r\n    "exclude": []\r\n}\r\n';
    assert.equal(
      turnOff(windows, 'MI101'),
      '{\r\n    "exclude": [],\r\n    "rules": {\r\n        "MI101": "off"\r\n    }\r\n}\r\n',
    );
  });

  it('takes the place of another level, however its rule is written', () => {
    assert.equal(turnOff('{"rules": {"mi101": "hint"}}', 'MI101'), '{"rules": {"mi101": "off"}}');
    const byName = turnOff('{"rules": {"MI101": "hint", "credential-without-client-id": "error"}}', 'MI101');
    assert.equal(readConfig(byName ?? '').config.levels['MI101'], 'off');
  });

  it('leaves broken files to people', () => {
    assert.equal(turnOff('{"rules": ', 'MI101'), undefined);
    assert.equal(turnOff('[]', 'MI101'), undefined);
    assert.equal(turnOff('{"rules": "none"}', 'MI101'), undefined);
  });
});
