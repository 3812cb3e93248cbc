package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import java.util.List;

/** The module types of this jar. */
public final class CoreModuleTypes implements ModuleTypeProvider {

  /** Makes the provider; the service loader does. */
  public CoreModuleTypes() {}

  @Override
  public List<ModuleType<?>> moduleTypes() {
    return List.of(
        ModuleType.of(
            "Sequential",
            Sequential.class,
            (chain, out) -> out.put("modules", chain.children()),
            in -> new Sequential(in.modules("modules").toArray(new Module[0]))));
  }
}
