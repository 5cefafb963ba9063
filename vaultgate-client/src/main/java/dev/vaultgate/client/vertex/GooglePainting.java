package dev.vaultgate.client.vertex;

import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageStep;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.gemini.GeminiWire;

/** Images of Gemini and Imagen: as the Gemini API has them, below {@code /publishers/google}. */
final class GooglePainting implements Wire.ImageWire {

  private final GooglePublisher google = new GooglePublisher();
  private final Wire.ImageWire dialect = new GeminiWire().images().orElseThrow();

  @Override
  public ImageStep begin(ImageCall call, Target target) {
    return dialect.begin(call, google.seen(target));
  }
}
