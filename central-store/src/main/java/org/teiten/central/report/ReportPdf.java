// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import com.openhtmltopdf.css.constants.IdentValue;
import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver.FontGroup;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.openhtmltopdf.render.RenderingContext;
import com.openhtmltopdf.util.XRLog;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Map;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.w3c.dom.Element;

/** Makes the PDF of a page: tagged, with its fonts embedded, the same bytes for the same page. */
final class ReportPdf {
  /** Type of an object that stands for a drawing. */
  static final String DRAWING = "application/x-teiten-drawing";

  private static final int NORMAL_WEIGHT = 400;
  private static final int BOLD_WEIGHT = 700;

  private ReportPdf() {}

  /**
   * The PDF.
   *
   * @param generated its time
   */
  static byte[] of(ReportPage.Paper paper, ReportFonts fonts, String software, Instant generated)
      throws IOException {
    XRLog.setLoggingEnabled(false);
    System.setProperty("java.awt.headless", "true");
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.withHtmlContent(paper.page(), null);
    builder.usePdfUaAccessibility(true);
    DefaultObjectDrawerFactory drawers = new DefaultObjectDrawerFactory();
    drawers.registerDrawer(DRAWING, new Drawer(paper.drawings()));
    builder.useObjectDrawerFactory(drawers);
    builder.withProducer(software);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    builder.toStream(out);
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      add(renderer, fonts.regular(), "report", NORMAL_WEIGHT);
      add(renderer, fonts.bold().orElse(fonts.regular()), "report", BOLD_WEIGHT);
      if (fonts.reserve().isPresent()) {
        add(renderer, fonts.reserve().get(), "reserve", NORMAL_WEIGHT);
      }
      renderer.layout();
      renderer.createPDFWithoutClosing();
      PDDocument document = renderer.getPdfDocument();
      date(document, generated);
      document.save(out);
    }
    return out.toByteArray();
  }

  /** Without ligatures: their glyphs stand for no letter in the text that is read out or copied. */
  private static void add(PdfBoxRenderer renderer, Path file, String family, int weight)
      throws IOException {
    TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBufferedFile(file.toFile()));
    font.setEnableGsub(false);
    renderer
        .getFontResolver()
        .addFont(
            new PDFontSupplier(PDType0Font.load(renderer.getPdfDocument(), font, true)),
            family,
            weight,
            IdentValue.NORMAL,
            true,
            FontGroup.MAIN);
  }

  private static void date(PDDocument document, Instant generated) {
    GregorianCalendar calendar = GregorianCalendar.from(generated.atZone(ZoneOffset.UTC));
    PDDocumentInformation information = document.getDocumentInformation();
    information.setCreationDate(calendar);
    information.setModificationDate(calendar);
    document.setDocumentId(generated.getEpochSecond());
  }

  private record Drawer(Map<String, Drawing> drawings) implements FSObjectDrawer {
    @Override
    public Map<Shape, String> drawObject(
        Element element,
        double x,
        double y,
        double width,
        double height,
        OutputDevice device,
        RenderingContext context,
        int dotsPerPixel) {
      Drawing drawing = drawings.get(element.getAttribute("data"));
      device.drawWithGraphics(
          (float) x,
          (float) y,
          (float) width / dotsPerPixel,
          (float) height / dotsPerPixel,
          graphics -> draw(drawing, graphics, width / dotsPerPixel / drawing.width()));
      return Map.of();
    }

    private static void draw(Drawing drawing, Graphics2D graphics, double scale) {
      graphics.scale(scale, scale);
      for (Drawing.Stroke stroke : drawing.strokes()) {
        graphics.setColor(Color.decode(stroke.colour()));
        float[] dashes = new float[stroke.dashes().size()];
        for (int i = 0; i < dashes.length; i++) {
          dashes[i] = stroke.dashes().get(i).floatValue();
        }
        graphics.setStroke(
            new BasicStroke(
                (float) stroke.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                dashes.length == 0 ? null : dashes,
                0));
        Path2D path = new Path2D.Double();
        path.moveTo(stroke.points().get(0), stroke.points().get(1));
        for (int i = 2; i < stroke.points().size(); i += 2) {
          path.lineTo(stroke.points().get(i), stroke.points().get(i + 1));
        }
        graphics.draw(path);
      }
    }
  }
}
