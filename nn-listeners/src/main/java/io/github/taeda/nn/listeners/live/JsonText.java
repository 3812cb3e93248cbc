package io.github.taeda.nn.listeners.live;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** JSON texts of records, in which infinities and NaN are strings. */
final class JsonText {
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(double.class, new Doubles())
          .registerTypeAdapter(Double.class, new Doubles()) // elements of arrays
          .disableHtmlEscaping()
          .create();

  private JsonText() {}

  /** A text on one line. */
  static String of(Object value) {
    return GSON.toJson(value);
  }

  private static final class Doubles extends TypeAdapter<Double> {
    @Override
    public void write(JsonWriter out, Double value) throws IOException {
      if (Double.isFinite(value)) {
        out.value(value);
      } else {
        out.value(value.toString());
      }
    }

    @Override
    public Double read(JsonReader in) throws IOException {
      return Double.valueOf(in.nextString());
    }
  }
}
