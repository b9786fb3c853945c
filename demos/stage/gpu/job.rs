//! One piece of work for a device: its memory, its list of commands, the fence that says when it is done.
//!
//! Each has objects of its own, so several may be in flight at once.
#![expect(unsafe_code, reason = "Vulkan is a C interface; each call says why its rules are kept")]

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ash::vk;

use super::device::{Device, failed};
use crate::stage::{Limit, lock, nanos};

/// How many numbers one work-group takes: the `local_size_x` of every kernel that is handed in here.
const GROUP: u32 = 64;

/// How long a job that nobody waits for any more is still waited for.
const GRACE: Duration = Duration::from_millis(50);

/// What both sides can reach: visible to the host, and without a flush.
const SHARED: vk::MemoryPropertyFlags = vk::MemoryPropertyFlags::from_raw(
    vk::MemoryPropertyFlags::HOST_VISIBLE.as_raw() | vk::MemoryPropertyFlags::HOST_COHERENT.as_raw(),
);

/// Work that is ready to be submitted.
pub(crate) struct Order(Parts);

/// Work that was submitted.
pub(crate) struct Job(Parts);

/// What one piece of work is made of.
struct Parts {
    device: Arc<Device>,
    size: usize,
    buffer: vk::Buffer,
    /// One thread at a time may map it.
    memory: Mutex<vk::DeviceMemory>,
    sets: vk::DescriptorPool,
    pool: vk::CommandPool,
    commands: vk::CommandBuffer,
    fence: vk::Fence,
    in_flight: bool,
}

impl Order {
    pub(super) fn new(
        device: Arc<Device>,
        numbers: &[u32],
        iterations: u32,
        dispatches: u32,
    ) -> io::Result<Self> {
        let groups = u32::try_from(numbers.len()).unwrap_or(u32::MAX) / GROUP;
        if numbers.is_empty() || numbers.len() != (groups * GROUP) as usize {
            return Err(io::Error::other(format!("the numbers are not a multiple of {GROUP}")));
        }
        let mut parts = Parts {
            device,
            size: size_of_val(numbers),
            buffer: vk::Buffer::null(),
            memory: Mutex::new(vk::DeviceMemory::null()),
            sets: vk::DescriptorPool::null(),
            pool: vk::CommandPool::null(),
            commands: vk::CommandBuffer::null(),
            fence: vk::Fence::null(),
            in_flight: false,
        };
        parts.allocate().map_err(failed)?;
        parts.with_memory(|shared| shared.copy_from_slice(numbers)).map_err(failed)?;
        let set = parts.bind().map_err(failed)?;
        parts.record(set, groups, iterations, dispatches).map_err(failed)?;
        Ok(Order(parts))
    }

    /// Puts the work into the queue of the device. That is all: nothing here waits for it.
    pub(crate) fn submit(self) -> io::Result<Job> {
        let Order(mut parts) = self;
        let commands = [parts.commands];
        let work = [vk::SubmitInfo::default().command_buffers(&commands)];
        let queue = lock(&parts.device.queue);
        // SAFETY: the queue is locked; commands, memory and fence live until the fence was signalled, see `drop`.
        unsafe { parts.device.raw.queue_submit(*queue, &work, parts.fence) }.map_err(failed)?;
        drop(queue);
        parts.in_flight = true;
        Ok(Job(parts))
    }
}

impl Job {
    /// Looks whether the device has signalled the fence: whether the work is done. Never waits.
    pub(crate) fn is_done(&self) -> io::Result<bool> {
        self.0.is_done().map_err(failed)
    }

    /// Waits until the work is done. False when the limit passed first.
    pub(crate) fn wait(&self, limit: Limit) -> io::Result<bool> {
        self.0.wait(limit.left()).map_err(failed)
    }

    /// The same for a task: a helper thread waits for the fence and then wakes the task. False when the limit passed first.
    pub(crate) async fn done(self: &Arc<Self>, limit: Limit) -> io::Result<bool> {
        let job = self.clone();
        tokio::task::spawn_blocking(move || job.wait(limit)).await?
    }

    /// Reads the numbers back. An error before the work is done.
    pub(crate) fn read(&self) -> io::Result<Vec<u32>> {
        if !self.is_done()? {
            return Err(io::Error::other("the numbers were to be read before they were there"));
        }
        self.0.with_memory(|shared| shared.to_vec()).map_err(failed)
    }
}

impl Parts {
    /// Makes the buffer, and memory for it that host and device share.
    fn allocate(&mut self) -> Result<(), vk::Result> {
        let raw = &self.device.raw;
        let wanted = vk::BufferCreateInfo::default()
            .size(self.size as u64)
            .usage(vk::BufferUsageFlags::STORAGE_BUFFER)
            .sharing_mode(vk::SharingMode::EXCLUSIVE);
        // SAFETY: the size is not 0, the memory is of a type that the buffer allows, and it is bound once.
        unsafe {
            self.buffer = raw.create_buffer(&wanted, None)?;
            let needs = raw.get_buffer_memory_requirements(self.buffer);
            let kind = memory_type(&self.device.memory, needs.memory_type_bits)
                .ok_or(vk::Result::ERROR_OUT_OF_DEVICE_MEMORY)?;
            let wanted =
                vk::MemoryAllocateInfo::default().allocation_size(needs.size).memory_type_index(kind);
            let memory = raw.allocate_memory(&wanted, None)?;
            *lock(&self.memory) = memory;
            raw.bind_buffer_memory(self.buffer, memory, 0)
        }
    }

    /// Tells the kernel which buffer holds its numbers.
    fn bind(&mut self) -> Result<vk::DescriptorSet, vk::Result> {
        let raw = &self.device.raw;
        let sizes =
            [vk::DescriptorPoolSize::default().ty(vk::DescriptorType::STORAGE_BUFFER).descriptor_count(1)];
        let wanted = vk::DescriptorPoolCreateInfo::default().max_sets(1).pool_sizes(&sizes);
        let layouts = [self.device.set_layout];
        let buffers = [vk::DescriptorBufferInfo::default().buffer(self.buffer).range(vk::WHOLE_SIZE)];
        // SAFETY: the pool has room for the one set that is taken from it, and nothing uses that set yet.
        unsafe {
            self.sets = raw.create_descriptor_pool(&wanted, None)?;
            let wanted =
                vk::DescriptorSetAllocateInfo::default().descriptor_pool(self.sets).set_layouts(&layouts);
            let set = raw.allocate_descriptor_sets(&wanted)?.into_iter().next();
            let set = set.ok_or(vk::Result::ERROR_OUT_OF_POOL_MEMORY)?;
            let numbers = vk::WriteDescriptorSet::default()
                .dst_set(set)
                .descriptor_type(vk::DescriptorType::STORAGE_BUFFER)
                .buffer_info(&buffers);
            raw.update_descriptor_sets(&[numbers], &[]);
            Ok(set)
        }
    }

    /// Writes the list of commands, and makes the fence. After each dispatch the next one, and at last the host, may see its numbers.
    fn record(
        &mut self,
        set: vk::DescriptorSet,
        groups: u32,
        iterations: u32,
        dispatches: u32,
    ) -> Result<(), vk::Result> {
        let (device, raw) = (&self.device, &self.device.raw);
        let (compute, host) = (vk::PipelineStageFlags::COMPUTE_SHADER, vk::PipelineStageFlags::HOST);
        let seen = vk::AccessFlags::SHADER_READ | vk::AccessFlags::SHADER_WRITE | vk::AccessFlags::HOST_READ;
        let barrier = [vk::MemoryBarrier::default()
            .src_access_mask(vk::AccessFlags::SHADER_WRITE)
            .dst_access_mask(seen)];
        let pool = vk::CommandPoolCreateInfo::default().queue_family_index(device.family);
        // SAFETY: pool, commands and fence are used by nobody else, and the push constant is the 4 bytes of the layout.
        unsafe {
            self.fence = raw.create_fence(&vk::FenceCreateInfo::default(), None)?;
            self.pool = raw.create_command_pool(&pool, None)?;
            let wanted =
                vk::CommandBufferAllocateInfo::default().command_pool(self.pool).command_buffer_count(1);
            let commands = raw.allocate_command_buffers(&wanted)?.into_iter().next();
            self.commands = commands.ok_or(vk::Result::ERROR_OUT_OF_HOST_MEMORY)?;
            let once =
                vk::CommandBufferBeginInfo::default().flags(vk::CommandBufferUsageFlags::ONE_TIME_SUBMIT);
            raw.begin_command_buffer(self.commands, &once)?;
            let point = vk::PipelineBindPoint::COMPUTE;
            raw.cmd_bind_pipeline(self.commands, point, device.pipeline);
            raw.cmd_bind_descriptor_sets(self.commands, point, device.layout, 0, &[set], &[]);
            let bytes = iterations.to_ne_bytes();
            raw.cmd_push_constants(self.commands, device.layout, vk::ShaderStageFlags::COMPUTE, 0, &bytes);
            for _ in 0..dispatches {
                raw.cmd_dispatch(self.commands, groups, 1, 1);
                let after = vk::DependencyFlags::empty();
                raw.cmd_pipeline_barrier(self.commands, compute, compute | host, after, &barrier, &[], &[]);
            }
            raw.end_command_buffer(self.commands)
        }
    }

    /// Shows the numbers to `body`. To be called while the device does not use them.
    fn with_memory<T>(&self, body: impl FnOnce(&mut [u32]) -> T) -> Result<T, vk::Result> {
        let memory = lock(&self.memory);
        // SAFETY: the memory is mapped by nobody else while it is locked, it is large enough, aligned for any type, and the
        // callers are here before the submission or after the fence.
        unsafe {
            let start =
                self.device.raw.map_memory(*memory, 0, vk::WHOLE_SIZE, vk::MemoryMapFlags::empty())?;
            let result = body(std::slice::from_raw_parts_mut(start.cast(), self.size / size_of::<u32>()));
            self.device.raw.unmap_memory(*memory);
            Ok(result)
        }
    }

    fn is_done(&self) -> Result<bool, vk::Result> {
        // SAFETY: the fence is alive, and any thread may look at it.
        unsafe { self.device.raw.get_fence_status(self.fence) }
    }

    fn wait(&self, at_most: Duration) -> Result<bool, vk::Result> {
        // SAFETY: the fence is alive, and any thread may wait for it.
        match unsafe { self.device.raw.wait_for_fences(&[self.fence], true, nanos(at_most)) } {
            Ok(()) => Ok(true),
            Err(vk::Result::TIMEOUT) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        let unused = |answer| matches!(answer, Ok(true) | Err(vk::Result::ERROR_DEVICE_LOST));
        if self.in_flight && !unused(self.wait(GRACE)) {
            // The device still uses all of it: better to leave it, and the device, than to pull it away.
            std::mem::forget(self.device.clone());
            return;
        }
        let raw = &self.device.raw;
        // SAFETY: the device is done with all of it, or lost; null handles are let through.
        unsafe {
            raw.destroy_fence(self.fence, None);
            raw.destroy_command_pool(self.pool, None);
            raw.destroy_descriptor_pool(self.sets, None);
            raw.destroy_buffer(self.buffer, None);
            raw.free_memory(*lock(&self.memory), None);
        }
    }
}

/// A kind of memory that the buffer allows and both sides can reach.
fn memory_type(memory: &vk::PhysicalDeviceMemoryProperties, allowed: u32) -> Option<u32> {
    let kinds = memory.memory_types_as_slice().iter().zip(0u32..);
    let mut fitting =
        kinds.filter(|(kind, index)| allowed & (1 << index) != 0 && kind.property_flags.contains(SHARED));
    fitting.next().map(|(_, index)| index)
}
