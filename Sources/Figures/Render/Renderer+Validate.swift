import Config
import Drawing

extension Renderer {
  /// Reads data, computes fits and lays out every figure, every frame of those that move, without writing
  /// anything.
  /// - Throws: `ConfigError` with all the mistakes.
  public func validate() throws {
    if let failure = Self.failure(among: mistakes(file.evaluation())) { throw failure }
  }

  /// What is wrong with the data, the fits and the pictures that do not need those that are wrong.
  func mistakes(_ evaluation: Evaluation) -> [any Error] {
    var errors: [any Error] = []
    if !evaluation.diagnostics.isEmpty { errors.append(ConfigError(evaluation.diagnostics)) }
    for picture in pictures where picture.figure.isReady(evaluation) {
      do {
        let drawing: Drawing
        if let frames = picture.figure.frames {
          let sequence = try FrameSequence(picture, frames, self, evaluation)
          try sequence.figures.check(jobs: options.jobs)
          drawing = try sequence.drawing(0)
        } else {
          drawing = try self.drawing(of: picture, evaluation)
        }
        if formats.contains(where: \.isRaster) || picture.figure.frames != nil {
          try checkSize(of: drawing, picture)
        }
      } catch {
        errors.append(error)
      }
    }
    return errors
  }
}

extension FigureFile {
  /// Decodes a config.
  /// - Throws: `ConfigError` with every mistake of the file. If there is one, data are read and fits
  ///   computed, too, so that what is wrong with them is told at once.
  public static func load(_ bytes: [UInt8], path: String) throws -> FigureFile {
    let (file, diagnostics) = try decoded(bytes, path: path)
    guard !diagnostics.isEmpty else { return file }
    let evaluation = file.evaluation()
    var errors = [ConfigError(diagnostics), ConfigError(evaluation.diagnostics)]
    for figure in file.figures where figure.isReady(evaluation) {
      do {
        let still = try file.still(figure, evaluation)
        let frames = try figure.frames?.frames(still)
        for moment in try frames?.map({ try still.at($0, of: figure.frames?.fit) }) ?? [still] {
          _ = try figure.made(at: moment, hasWords: true, file.source)
        }
      } catch let error as ConfigError {
        errors.append(error)
      } catch {
        // What cannot be made for want of what is wrong already.
      }
    }
    throw ConfigError.all(of: errors) ?? ConfigError(diagnostics)
  }
}
