package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.Names;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes, shows, changes and archives projects, whose keys share a budget. */
public final class ProjectOperations implements Topic {

  private final Projects projects;
  private final ManagedProjects managed;
  private final Store store;
  private final Ledger ledger;
  private final SystemTime time;

  public ProjectOperations(Projects projects, Store store, SystemTime time) {
    this.projects = projects;
    this.managed = new ManagedProjects(projects, store.members());
    this.store = store;
    this.ledger = store.ledger();
    this.time = time;
  }

  @Override
  public String name() {
    return "projects";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/projects", Access.USER)
            .named(
                "listProjects",
                "The projects that the caller may see, oldest first, archived ones among them.")
            .gives("Project[]")
            .by(call -> Answer.list(projects.list(call.identity().viewer()), ProjectJson::write)),
        Operation.post("/projects", Access.USER)
            .named("createProject", "Make a project.")
            .takes("ProjectSpec")
            .gives("Project")
            .by(this::create),
        Operation.get("/projects/{id}", Access.USER)
            .named("showProject", "One project.")
            .gives("Project")
            .by(call -> Answer.of(ProjectJson.write(managed.find(call)))),
        Operation.get("/projects/{id}/spending", Access.USER)
            .named(
                "projectSpending",
                "What a project's keys have used: in all, today and this month, in UTC.")
            .gives("Spending")
            .by(call -> Answer.of(SpendingJson.write(ledger, managed.find(call).id()))),
        Operation.patch("/projects/{id}", Access.USER)
            .named(
                "changeProject", "Change the members that are given; null goes back to the usual.")
            .takes("ProjectChange")
            .gives("Project")
            .by(this::change),
        Operation.post("/projects/{id}/archive", Access.USER)
            .named("archiveProject", "Let no key of a project work, until it is restored.")
            .gives("Project")
            .by(
                call -> {
                  Project project = managed.managed(call);
                  return changed(call, project, projects.archive(project.id()));
                }),
        Operation.post("/projects/{id}/restore", Access.USER)
            .named("restoreProject", "Let the keys of an archived project work again.")
            .gives("Project")
            .by(
                call -> {
                  Project project = managed.managed(call);
                  return changed(call, project, projects.restore(project.id()));
                }));
  }

  private Answer create(Call call) {
    JsonMembers members = call.body();
    Supplier<Account> payer = payer(call, members);
    ProjectJson.Spec spec = ProjectJson.readSpec(members);
    members.end();
    Project project = projects.create(payer.get(), spec.name(), spec.terms());
    ObjectNode json = ProjectJson.write(project);
    call.note().of(project.id()).after(json);
    return Answer.created(json);
  }

  /** The caller's own account, or one that an administrator names, which is made if it is new. */
  private Supplier<Account> payer(Call call, JsonMembers members) {
    Identity caller = call.identity();
    boolean isAdmin = caller.role() == Identity.Role.ADMIN;
    String named = isAdmin ? members.text("account") : null;
    if (named == null && caller.userId() != null) {
      return () -> caller.user().account();
    }
    String name = named == null ? Account.OPERATOR : named;
    boolean unlimited = isAdmin && members.flag("unlimited", name.equals(Account.OPERATOR));
    TermsJson.changed(
        "account",
        name,
        given -> {
          Names.check("account", given);
          return given;
        });
    return () -> store.keys().account(name, unlimited, time.now());
  }

  private Answer change(Call call) {
    Project project = managed.managed(call);
    ProjectJson.Spec changed = ProjectJson.changed(project, call.body().object());
    return changed(call, project, projects.update(project.id(), changed.name(), changed.terms()));
  }

  private static Answer changed(Call call, Project before, Optional<Project> after) {
    ObjectNode json = ProjectJson.write(after.orElseThrow());
    call.note().before(ProjectJson.write(before)).after(json);
    return Answer.of(json);
  }
}
