/**
 * Shows a video with corrected colours: on a canvas that lies over it, frame by frame, in WebGL 2.
 *
 * The video goes on underneath, so that everything that measures its frames measures what it did before.
 */

const VERTEX = `#version 300 es
const vec2 corners[3] = vec2[3](vec2(-1, -1), vec2(3, -1), vec2(-1, 3));
out vec2 place;
void main() {
  vec2 corner = corners[gl_VertexID];
  place = vec2(corner.x + 1.0, 1.0 - corner.y) / 2.0;
  gl_Position = vec4(corner, 0, 1);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D frame;
uniform mat3 correction;
in vec2 place;
out vec4 colour;
vec3 toLinear(vec3 value) {
  return mix(value / 12.92, pow((value + 0.055) / 1.055, vec3(2.4)), step(0.04045, value));
}
vec3 toSrgb(vec3 light) {
  return mix(light * 12.92, 1.055 * pow(light, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, light));
}
void main() {
  vec3 light = correction * toLinear(texture(frame, place).rgb);
  colour = vec4(toSrgb(clamp(light, 0.0, 1.0)), 1);
}`;

export class ColourView {
  #video;
  #canvas = document.createElement("canvas");
  #gl;
  #correction;
  #request = 0;

  /**
   * Puts the canvas over the video and begins.
   * @param {HTMLVideoElement} video whose parent is its stage
   * @param {readonly number[]} matrix 3 x 3, row by row, in linear light
   * @throws {Error} when there is no WebGL 2 here
   */
  constructor(video, matrix) {
    this.#video = video;
    this.#canvas.className = "stage__remote";
    this.#canvas.dataset.testid = "corrected-video";
    this.#canvas.setAttribute("aria-hidden", "true");
    const gl = this.#canvas.getContext("webgl2", { alpha: false, antialias: false });
    if (!gl) throw new Error("WebGL 2 is not available");
    this.#gl = gl;
    const program = linked(gl);
    gl.useProgram(program);
    this.#correction = gl.getUniformLocation(program, "correction");
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    this.correctBy(matrix);
    video.after(this.#canvas);
    video.addEventListener("emptied", this.#emptied);
    this.#draw();
    this.#await();
  }

  /** @param {readonly number[]} matrix 3 x 3, row by row */
  correctBy(matrix) {
    this.#gl.uniformMatrix3fv(this.#correction, true, matrix);
  }

  /** Takes the canvas away: the video shows as it comes. */
  close() {
    this.#video.cancelVideoFrameCallback(this.#request);
    this.#video.removeEventListener("emptied", this.#emptied);
    this.#canvas.remove();
    this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  #await() {
    this.#request = this.#video.requestVideoFrameCallback(() => {
      this.#draw();
      this.#await();
    });
  }

  #draw() {
    const { videoWidth, videoHeight } = this.#video;
    this.#canvas.hidden = videoWidth === 0;
    if (videoWidth === 0) return;
    const gl = this.#gl;
    if (this.#canvas.width !== videoWidth || this.#canvas.height !== videoHeight) {
      this.#canvas.width = videoWidth;
      this.#canvas.height = videoHeight;
      gl.viewport(0, 0, videoWidth, videoHeight);
    }
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, this.#video);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** The last frame of a picture that has gone must not stay. */
  #emptied = () => {
    this.#canvas.hidden = true;
  };
}

/** @param {WebGL2RenderingContext} gl */
function linked(gl) {
  const program = gl.createProgram();
  for (const [kind, source] of /** @type {const} */ ([
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(`the shaders do not link: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}
