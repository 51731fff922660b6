package org.teiten.sensor.read;

/** How the report is printed. */
enum ReadFormat {
  TABLE,
  JSON,
  CSV
}
