// What the device runs: every number takes the same step again and again,
// each number in an invocation of its own.
//
// `steps.spv` beside this file is made from it, here with glslang 12.0.0
// (Debian: `apt install glslang-tools`):
//
//     glslangValidator --target-env vulkan1.0 -o steps.spv steps.comp
//
// Deliberately missing: a loop longer than 65,535. One software driver leaves
// every loop there without a word, so more work is more dispatches.
#version 450

layout(local_size_x = 64) in;

layout(std430, binding = 0) buffer Numbers {
    uint numbers[];
};

layout(push_constant) uniform Order {
    uint iterations;
};

void main() {
    uint x = numbers[gl_GlobalInvocationID.x];
    for (uint i = 0; i < iterations; i++) {
        x = x * 1664525u + 1013904223u;
    }
    numbers[gl_GlobalInvocationID.x] = x;
}
