import { Argument, Command } from 'commander';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { Place, placesOf } from './places';
import { zshScript } from './zsh';
import { seeHelp } from '../../errors';

const SCRIPTS: Readonly<Record<string, (places: readonly Place[]) => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

const HELP = `
To have it in every shell, add one line to the file that the shell reads when it starts:
  ~/.bashrc                    eval "$(mcp-lambda completion bash)"
  ~/.zshrc, behind compinit    source <(mcp-lambda completion zsh)
  ~/.config/fish/config.fish   mcp-lambda completion fish | source

It completes commands, options, their values, files, and of --env the environments of deploy.toml. The
command must be called mcp-lambda: install it with npm install --global, or put node_modules/.bin into PATH.`;

/** The command `completion` of the program. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .copyInheritedSettings(program)
    .showHelpAfterError(seeHelp('completion'))
    .description('Print a script that has your shell complete what is typed')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', HELP)
    .action((shell: string) => { process.stdout.write(SCRIPTS[shell](placesOf(program))); });
}
