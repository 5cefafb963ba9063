package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Projects. */
@Command(
    name = "projects",
    description = "Make, list, show, change and archive projects, whose keys share a budget.",
    subcommands = {
      ProjectsCreateCommand.class,
      ProjectsListCommand.class,
      ProjectsShowCommand.class,
      ProjectsUpdateCommand.class,
      ProjectsArchiveCommand.class,
      ProjectsRestoreCommand.class
    })
final class ProjectsCommand extends Group {}
